using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of 200 to confirm.</summary>
internal sealed record ReservationConfirmed(
    [property: JsonPropertyName("order_id"), Description("The order.")] string OrderId,
    [property: JsonPropertyName("status"), Description("CONFIRMED.")] string Status);
