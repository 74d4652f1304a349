using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>A seat.</summary>
internal sealed record SeatView(
    [property: JsonPropertyName("id"), Description("The name it is reserved by.")] string Id,
    [property: JsonPropertyName("section"), Description("The part of the hall.")] string? Section,
    [property: JsonPropertyName("row"), Description("The row.")] string? Row,
    [property: JsonPropertyName("number"), Description("The number in its row.")] string? Number,
    [property: JsonPropertyName("price")] MoneyView? Price,
    [property: JsonPropertyName("status"), Description("AVAILABLE, RESERVED, SOLD or BLOCKED.")] string Status);
