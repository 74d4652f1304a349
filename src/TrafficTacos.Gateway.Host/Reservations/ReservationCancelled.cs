using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of 200 to cancel.</summary>
internal sealed record ReservationCancelled(
    [property: JsonPropertyName("status"), Description("CANCELLED.")] string Status);
