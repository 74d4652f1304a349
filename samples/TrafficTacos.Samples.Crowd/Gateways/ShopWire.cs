using System.Text.Json.Serialization;

namespace TrafficTacos.Samples.Crowd.Gateways;

// What the shop behind the waiting room is asked and answers: accounts, reservations and payments.

internal sealed record RegisterRequest(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("password")] string Password,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("display_name")] string DisplayName);

internal sealed record LoginRequest(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("password")] string Password);

internal sealed record AccountBody(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record ReserveRequest(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("seat_ids")] string[] SeatIds,
    [property: JsonPropertyName("quantity")] int Quantity,
    [property: JsonPropertyName("reservation_token")] string? ReservationToken);

/// <summary>Of reserve and of a look at the reservation; <c>order_id</c> comes with the latter.</summary>
internal sealed record ReservationBody(
    [property: JsonPropertyName("reservation_id")] string? ReservationId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("seat_ids")] string[]? SeatIds,
    [property: JsonPropertyName("total_amount")] Money? TotalAmount,
    [property: JsonPropertyName("order_id")] string? OrderId,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record Money(
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency);

internal sealed record IntentRequest(
    [property: JsonPropertyName("reservation_id")] string ReservationId,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("scenario")] string? Scenario);

internal sealed record PayRequest([property: JsonPropertyName("payment_intent_id")] string PaymentIntentId);

/// <summary>Of an intent, of paying, and of a look at the payment.</summary>
internal sealed record PaymentBody(
    [property: JsonPropertyName("payment_intent_id")] string? PaymentIntentId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

internal sealed record OrderBody(
    [property: JsonPropertyName("order_id")] string? OrderId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("error")] Error? Error) : IBody;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(ReserveRequest))]
[JsonSerializable(typeof(ReservationBody))]
[JsonSerializable(typeof(IntentRequest))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(OrderBody))]
internal sealed partial class ShopJson : JsonSerializerContext;
