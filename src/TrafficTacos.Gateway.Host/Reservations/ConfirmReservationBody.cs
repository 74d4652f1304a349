using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of POST reservations/{id}/confirm. It is optional.</summary>
internal sealed record ConfirmReservationBody(
    [property: JsonPropertyName("payment_intent_id"), Description("What it was paid with.")] string? PaymentIntentId);
