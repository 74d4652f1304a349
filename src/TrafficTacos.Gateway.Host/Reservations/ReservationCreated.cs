using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of 202 to POST reservations. Times are in UTC.</summary>
internal sealed record ReservationCreated(
    [property: JsonPropertyName("reservation_id"), Description("What to confirm, to cancel and to pay for.")] string ReservationId,
    [property: JsonPropertyName("hold_expires_at"), Description("Until when the seats are held.")] DateTime HoldExpiresAt,
    [property: JsonPropertyName("status"), Description("HOLD.")] string Status,
    [property: JsonPropertyName("event_id"), Description("The sale.")] string EventId,
    [property: JsonPropertyName("seat_ids"), Description("The seats by name.")] IReadOnlyList<string> SeatIds,
    [property: JsonPropertyName("quantity"), Description("How many seats.")] int Quantity,
    [property: JsonPropertyName("reserved_seats"), Description("The seats in full.")] IReadOnlyList<SeatView> ReservedSeats,
    [property: JsonPropertyName("total_amount")] MoneyView TotalAmount);
