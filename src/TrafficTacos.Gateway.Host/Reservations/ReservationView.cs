using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of 200 to GET reservations/{id}. Times are in UTC.</summary>
internal sealed record ReservationView(
    [property: JsonPropertyName("reservation_id"), Description("The reservation.")] string ReservationId,
    [property: JsonPropertyName("event_id"), Description("The sale.")] string EventId,
    [property: JsonPropertyName("status"), Description("PENDING, HOLD, CONFIRMED, CANCELLED, EXPIRED, FAILED or REFUNDED.")] string Status,
    [property: JsonPropertyName("seat_ids"), Description("The seats by name.")] IReadOnlyList<string> SeatIds,
    [property: JsonPropertyName("quantity"), Description("How many seats.")] int Quantity,
    [property: JsonPropertyName("reserved_seats"), Description("The seats in full.")] IReadOnlyList<SeatView> ReservedSeats,
    [property: JsonPropertyName("total_amount")] MoneyView? TotalAmount,
    [property: JsonPropertyName("hold_expires_at"), Description("Until when the seats are held.")] DateTime? HoldExpiresAt,
    [property: JsonPropertyName("created_at"), Description("When it was made.")] DateTime? CreatedAt,
    [property: JsonPropertyName("updated_at"), Description("When it last changed.")] DateTime? UpdatedAt,
    [property: JsonPropertyName("payment_intent_id"), Description("What it was paid with.")] string? PaymentIntentId,
    [property: JsonPropertyName("order_id"), Description("The order, once it is confirmed.")] string? OrderId);
