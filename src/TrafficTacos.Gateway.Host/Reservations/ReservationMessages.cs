using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

// Every property names itself. Times are UTC.

/// <summary>POST reservations. Seats by name, or only how many.</summary>
internal sealed record CreateReservationBody(
    [property: JsonPropertyName("event_id"), Required, Description("The sale: 1 to 128 characters of A-Z a-z 0-9 . _ : -")] string? EventId,
    [property: JsonPropertyName("seat_ids"), Description("The seats by name, at most 100; empty or left out takes any.")] IReadOnlyList<string?>? SeatIds,
    [property: JsonPropertyName("quantity"), Description("How many seats, where none is named; 1 to 100.")] int? Quantity,
    [property: JsonPropertyName("reservation_token"), Description("The pass that enter answered with; may come in the header X-Reservation-Token instead.")] string? ReservationToken);

/// <summary>202 of POST reservations.</summary>
internal sealed record ReservationCreated(
    [property: JsonPropertyName("reservation_id"), Description("What to confirm, to cancel and to pay for.")] string ReservationId,
    [property: JsonPropertyName("hold_expires_at"), Description("Until when the seats are held.")] DateTime HoldExpiresAt,
    [property: JsonPropertyName("status"), Description("HOLD.")] string Status,
    [property: JsonPropertyName("event_id"), Description("The sale.")] string EventId,
    [property: JsonPropertyName("seat_ids"), Description("The seats by name.")] IReadOnlyList<string> SeatIds,
    [property: JsonPropertyName("quantity"), Description("How many seats.")] int Quantity,
    [property: JsonPropertyName("reserved_seats"), Description("The seats in full.")] IReadOnlyList<SeatView> ReservedSeats,
    [property: JsonPropertyName("total_amount")] MoneyView TotalAmount);

/// <summary>200 of GET reservations/{id}.</summary>
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

/// <summary>POST reservations/{id}/confirm; the body may be missing.</summary>
internal sealed record ConfirmReservationBody(
    [property: JsonPropertyName("payment_intent_id"), Description("What it was paid with.")] string? PaymentIntentId);

/// <summary>200 of confirm.</summary>
internal sealed record ReservationConfirmed(
    [property: JsonPropertyName("order_id"), Description("The order.")] string OrderId,
    [property: JsonPropertyName("status"), Description("CONFIRMED.")] string Status);

/// <summary>200 of cancel.</summary>
internal sealed record ReservationCancelled(
    [property: JsonPropertyName("status"), Description("CANCELLED.")] string Status);

/// <summary>A seat.</summary>
internal sealed record SeatView(
    [property: JsonPropertyName("id"), Description("The name it is reserved by.")] string Id,
    [property: JsonPropertyName("section"), Description("The part of the hall.")] string? Section,
    [property: JsonPropertyName("row"), Description("The row.")] string? Row,
    [property: JsonPropertyName("number"), Description("The number in its row.")] string? Number,
    [property: JsonPropertyName("price")] MoneyView? Price,
    [property: JsonPropertyName("status"), Description("AVAILABLE, RESERVED, SOLD or BLOCKED.")] string Status);

/// <summary>An amount in the currency's smallest unit.</summary>
internal sealed record MoneyView(
    [property: JsonPropertyName("amount"), Description("In the currency's smallest unit.")] long Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters.")] string Currency);

/// <summary>How they are read and written. What a reply does not say is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateReservationBody))]
[JsonSerializable(typeof(ReservationCreated))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(ConfirmReservationBody))]
[JsonSerializable(typeof(ReservationConfirmed))]
[JsonSerializable(typeof(ReservationCancelled))]
internal sealed partial class ReservationJson : JsonSerializerContext;
