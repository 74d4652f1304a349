using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The outcomes of the purchases with <c>--buy</c>.</summary>
/// <param name="Orders">Confirmed orders.</param>
/// <param name="Seats">The seats of these orders.</param>
/// <param name="Revenue">Their total, in the smallest unit of the currency.</param>
/// <param name="Currency">The currency.</param>
/// <param name="SoldOut">Buyers whose seats were not available.</param>
/// <param name="Declined">Buyers whose payment was declined.</param>
/// <param name="HoldExpired">Buyers whose hold expired before they paid.</param>
/// <param name="Unknown">Buyers whose gateway failed while it had claimed the pass.</param>
internal sealed record PurchaseFigures(
    [property: JsonPropertyName("orders")] int Orders,
    [property: JsonPropertyName("seats")] int Seats,
    [property: JsonPropertyName("revenue")] long Revenue,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("sold_out")] int SoldOut,
    [property: JsonPropertyName("declined")] int Declined,
    [property: JsonPropertyName("hold_expired")] int HoldExpired,
    [property: JsonPropertyName("unknown")] int Unknown);
