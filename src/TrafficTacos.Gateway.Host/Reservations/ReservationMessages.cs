using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

// Every property names itself. Times are UTC.

/// <summary>POST reservations. Seats by name, or only how many.</summary>
internal sealed record CreateReservationBody(
    [property: JsonPropertyName("event_id")] string? EventId,
    [property: JsonPropertyName("seat_ids")] IReadOnlyList<string?>? SeatIds,
    [property: JsonPropertyName("quantity")] int? Quantity,
    [property: JsonPropertyName("reservation_token")] string? ReservationToken);

/// <summary>202 of POST reservations.</summary>
internal sealed record ReservationCreated(
    [property: JsonPropertyName("reservation_id")] string ReservationId,
    [property: JsonPropertyName("hold_expires_at")] DateTime HoldExpiresAt,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("seat_ids")] IReadOnlyList<string> SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity,
    [property: JsonPropertyName("reserved_seats")] IReadOnlyList<SeatView> ReservedSeats,
    [property: JsonPropertyName("total_amount")] MoneyView TotalAmount);

/// <summary>200 of GET reservations/{id}.</summary>
internal sealed record ReservationView(
    [property: JsonPropertyName("reservation_id")] string ReservationId,
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("seat_ids")] IReadOnlyList<string> SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity,
    [property: JsonPropertyName("reserved_seats")] IReadOnlyList<SeatView> ReservedSeats,
    [property: JsonPropertyName("total_amount")] MoneyView? TotalAmount,
    [property: JsonPropertyName("hold_expires_at")] DateTime? HoldExpiresAt,
    [property: JsonPropertyName("created_at")] DateTime? CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTime? UpdatedAt,
    [property: JsonPropertyName("payment_intent_id")] string? PaymentIntentId,
    [property: JsonPropertyName("order_id")] string? OrderId);

/// <summary>POST reservations/{id}/confirm; the body may be missing.</summary>
internal sealed record ConfirmReservationBody(
    [property: JsonPropertyName("payment_intent_id")] string? PaymentIntentId);

/// <summary>200 of confirm.</summary>
internal sealed record ReservationConfirmed(
    [property: JsonPropertyName("order_id")] string OrderId,
    [property: JsonPropertyName("status")] string Status);

/// <summary>200 of cancel.</summary>
internal sealed record ReservationCancelled(
    [property: JsonPropertyName("status")] string Status);

/// <summary>A seat.</summary>
internal sealed record SeatView(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("section")] string? Section,
    [property: JsonPropertyName("row")] string? Row,
    [property: JsonPropertyName("number")] string? Number,
    [property: JsonPropertyName("price")] MoneyView? Price,
    [property: JsonPropertyName("status")] string Status);

/// <summary>An amount in the currency's smallest unit.</summary>
internal sealed record MoneyView(
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency);

/// <summary>How they are read and written. What a reply does not say is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateReservationBody))]
[JsonSerializable(typeof(ReservationCreated))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(ConfirmReservationBody))]
[JsonSerializable(typeof(ReservationConfirmed))]
[JsonSerializable(typeof(ReservationCancelled))]
internal sealed partial class ReservationJson : JsonSerializerContext;
