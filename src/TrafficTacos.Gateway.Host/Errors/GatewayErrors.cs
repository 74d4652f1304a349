using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Errors;

/// <summary>The errors of accounts, tokens, limits, reservations and payments. Those of the queue are in <see cref="ApiErrors"/>.</summary>
internal static class GatewayErrors
{
    public static ApiError InvalidToken { get; } = new(401, "INVALID_TOKEN", "This bearer token is not valid here, or not any more. Log in again, and send the new one.");

    public static ApiError InvalidCredentials { get; } = new(401, "INVALID_CREDENTIALS", "Username and password do not belong together. Check both, or register.");

    public static ApiError HttpsRequired { get; } = new(403, "HTTPS_REQUIRED", "The operator's console answers over HTTPS only: directly, or through a proxy that the gateway trusts and that says so in X-Forwarded-Proto.");

    public static ApiError InvalidUsername { get; } = new(400, "INVALID_REQUEST", "Send username: 3 to 20 letters A-Z a-z and digits.");

    public static ApiError InvalidPassword { get; } = new(400, "INVALID_REQUEST", "Send password: 6 to 128 characters.");

    public static ApiError PasswordTooLong { get; } = new(400, "INVALID_REQUEST", "Send password: of at most 72 bytes, which are fewer characters than that if some are not A-Z a-z and digits.");

    public static ApiError InvalidEmail { get; } = new(400, "INVALID_REQUEST", "Send email: an address such as name@example.com, of at most 254 characters.");

    public static ApiError InvalidDisplayName { get; } = new(400, "INVALID_REQUEST", "Send display_name: 1 to 100 characters, without control characters.");

    public static ApiError InvalidLogin { get; } = new(400, "INVALID_REQUEST", "Send username and password as texts.");

    public static ApiError UsernameExists { get; } = new(409, "USERNAME_EXISTS", "This username is taken. Choose another one, or log in.");

    public static ApiError IdentityUnavailable { get; } = new(503, "UPSTREAM_UNAVAILABLE", "Accounts and tokens cannot be checked for the moment. Try again after Retry-After.") { RetryAfter = TimeSpan.FromSeconds(2) };

    public static ApiError AccountsBusy { get; } = new(503, "UPSTREAM_UNAVAILABLE", "Too many log-ins at once. Try again after Retry-After.") { RetryAfter = TimeSpan.FromSeconds(3) };

    public static ApiError MissingId { get; } = new(400, "MISSING_ID", "Name the reservation or payment in the path.");

    public static ApiError MissingSeats { get; } = new(400, "MISSING_SEATS", "Name the seats in seat_ids, or how many you want in quantity; when both are sent, they have to agree.");

    public static ApiError MissingReservationId { get; } = new(400, "MISSING_RESERVATION_ID", "Name the reservation in the field reservation_id.");

    public static ApiError MissingPaymentIntentId { get; } = new(400, "MISSING_PAYMENT_INTENT_ID", "Name the payment intent in the field payment_intent_id.");

    public static ApiError InvalidAmount { get; } = new(400, "INVALID_AMOUNT", "Send amount as a whole number above 0, in the smallest unit of the currency.");

    public static ApiError TooManySeats { get; } = new(400, "INVALID_REQUEST", "A reservation has 1 to 100 seats, each named once, with 1 to 64 characters.");

    public static ApiError UnknownCurrency { get; } = new(400, "INVALID_REQUEST", "Send currency as three capital letters of ISO 4217, such as KRW, or leave it out.");

    public static ApiError UnknownScenario { get; } = new(400, "INVALID_REQUEST", "A scenario is approve, fail, delay, random or timeout; without one it is approve.");

    public static ApiError InvalidAction { get; } = new(400, "INVALID_ACTION", "An action is approve or fail; without one it is approve.");

    public static ApiError WrongAmount { get; } = new(400, "INVALID_AMOUNT", "The amount or currency of the payment is not that of the reservation. Read total_amount of the reservation, and pay it with a new payment intent.");

    public static ApiError PaymentRequired { get; } = new(402, "PAYMENT_REQUIRED", "This reservation is not paid. Create a payment intent, pay it, and confirm with its payment_intent_id.");

    public static ApiError PaymentNotApproved { get; } = new(412, "PAYMENT_NOT_APPROVED", "The payment was not approved. Pay again with a new payment intent.");

    public static ApiError ReservationNotFound { get; } = new(404, "RESERVATION_NOT_FOUND", "There is no such reservation; its hold may be over. Reserve again.");

    public static ApiError PaymentNotFound { get; } = new(404, "PAYMENT_NOT_FOUND", "There is no such payment. Create a payment intent first.");

    public static ApiError ReservationConflict { get; } = new(409, "RESERVATION_CONFLICT", "The reservation cannot be made or changed so: a seat is taken, or its hold is over. Ask for other seats.");

    public static ApiError PaymentConflict { get; } = new(409, "PAYMENT_CONFLICT", "The payment cannot be changed any more. Ask for its status.");

    public static ApiError RateLimited { get; } = RateLimitedFor(null);

    public static ApiError UpstreamError { get; } = new(502, "UPSTREAM_ERROR", "The service behind the gateway failed. Try again with the same Idempotency-Key; if it stays, report the trace_id.");

    public static ApiError UpstreamUnavailable { get; } = new(503, "UPSTREAM_UNAVAILABLE", "The service behind the gateway cannot be reached for the moment. Try again after Retry-After with the same Idempotency-Key.") { RetryAfter = TimeSpan.FromSeconds(2) };

    public static ApiError UpstreamTimeout { get; } = new(504, "UPSTREAM_TIMEOUT", "The service behind the gateway did not answer in time; it may have done its work. Try again with the same Idempotency-Key.");

    public static ApiError UpstreamReadError { get; } = new(502, "UPSTREAM_ERROR", "The service behind the gateway failed. The id may be wrong: check it. If it is right, try again; if it stays, report the trace_id.");

    public static ApiError UpstreamReadUnavailable { get; } = new(503, "UPSTREAM_UNAVAILABLE", "The service behind the gateway cannot be reached for the moment. Try again after Retry-After.") { RetryAfter = TimeSpan.FromSeconds(2) };

    public static ApiError UpstreamReadTimeout { get; } = new(504, "UPSTREAM_TIMEOUT", "The service behind the gateway did not answer in time. Try again.");

    public static ApiError RateLimitedFor(TimeSpan? retryAfter) =>
        new(429, "RATE_LIMITED", "Too many requests. Wait for Retry-After, then go on; your place is kept.") { RetryAfter = retryAfter };
}
