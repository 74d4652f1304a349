using System.Text.Json;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Logging;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// Why a call failed. A backend reports a failure with a gRPC status or with the <c>error</c> of an OK reply. A status is translated into
/// an error code, and one table maps error codes to responses. The backend's text is only logged.
/// </summary>
/// <param name="Label">Its name in metrics and logs: that of the gRPC status or of the error code.</param>
/// <param name="Code">The error code.</param>
/// <param name="Text">The backend's text.</param>
/// <param name="Field">The field of the request that the backend refuses; null if it names none.</param>
/// <param name="IsServiceIll">Whether it says that the service is ill, and not something about one request: the circuit breaker counts
/// it. A service may answer UNKNOWN or INTERNAL for an id that does not exist.</param>
internal sealed record BackendFailure(string Label, ErrorCode Code, string Text, string? Field = null, bool IsServiceIll = false)
{
    private const string Amount = "amount";

    public static BackendFailure Of(Status status) => new(
        Name(status.StatusCode),
        Translate(status.StatusCode),
        LogText.Of(status.Detail),
        IsServiceIll: status.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted);

    public static BackendFailure Of(Error error) =>
        new(Enum.IsDefined(error.Code) ? Name(error.Code) : Name(ErrorCode.Unspecified), error.Code, LogText.Of(error.Message),
            error.Details is [{ Field: { Length: > 0 } field }, ..] ? field : null, error.Code == ErrorCode.Unavailable);

    /// <summary>No call was made, because the circuit breaker is open.</summary>
    public static BackendFailure CircuitOpen { get; } = new("CIRCUIT_OPEN", ErrorCode.Unavailable, "the circuit breaker is open");

    /// <summary>The response to a request for what an id names. A service that does not know the id may answer UNKNOWN.</summary>
    /// <param name="errors">The errors of the backend.</param>
    /// <param name="isRead">Whether the request itself only reads, so that it has no Idempotency-Key.</param>
    public ApiError ToReadError(BackendErrors errors, bool isRead)
    {
        var error = ToApiError(errors);
        return error == GatewayErrors.UpstreamError ? GatewayErrors.UpstreamReadError
            : !isRead ? error
            : error == GatewayErrors.UpstreamUnavailable ? GatewayErrors.UpstreamReadUnavailable
            : error == GatewayErrors.UpstreamTimeout ? GatewayErrors.UpstreamReadTimeout
            : error;
    }

    /// <summary>The response to the client.</summary>
    public ApiError ToApiError(BackendErrors errors) => Code switch
    {
        ErrorCode.InvalidArgument when string.Equals(Field, Amount, StringComparison.Ordinal) => GatewayErrors.WrongAmount,
        ErrorCode.InvalidArgument => ApiErrors.InvalidRequest,
        ErrorCode.IdempotencyRequired => ApiErrors.IdempotencyRequired,
        ErrorCode.PaymentNotApproved => GatewayErrors.PaymentNotApproved,
        ErrorCode.Forbidden or ErrorCode.Unauthorized => ApiErrors.AccessDenied,
        ErrorCode.NotFound => errors.NotFound,
        ErrorCode.IdempotencyConflict => ApiErrors.IdempotencyConflict,
        ErrorCode.InventoryConflict or ErrorCode.InsufficientInventory or ErrorCode.ReservationExpired => GatewayErrors.ReservationConflict,
        ErrorCode.FailedPrecondition or ErrorCode.AlreadyExists or ErrorCode.ConcurrentModification => errors.Conflict,
        // A backend limits the gateway and not one user, so this is not 429.
        ErrorCode.Unavailable or ErrorCode.RateLimited or ErrorCode.QuotaExceeded => GatewayErrors.UpstreamUnavailable,
        ErrorCode.Timeout or ErrorCode.UpstreamTimeout => GatewayErrors.UpstreamTimeout,
        // Unauthenticated too: the backend does not accept the gateway. The gateway has authenticated the user.
        _ => GatewayErrors.UpstreamError,
    };

    private static ErrorCode Translate(StatusCode status) => status switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => ErrorCode.InvalidArgument,
        StatusCode.Unauthenticated => ErrorCode.Unauthenticated,
        StatusCode.PermissionDenied => ErrorCode.Forbidden,
        StatusCode.NotFound => ErrorCode.NotFound,
        StatusCode.AlreadyExists => ErrorCode.AlreadyExists,
        StatusCode.FailedPrecondition => ErrorCode.FailedPrecondition,
        StatusCode.Aborted => ErrorCode.ConcurrentModification,
        StatusCode.ResourceExhausted => ErrorCode.RateLimited,
        StatusCode.Unavailable => ErrorCode.Unavailable,
        StatusCode.DeadlineExceeded => ErrorCode.Timeout,
        StatusCode.DataLoss => ErrorCode.DataCorruption,
        // Unknown, Internal, Unimplemented, and Cancelled: the gateway never cancels a call.
        _ => ErrorCode.Internal,
    };

    /// <summary>The name as gRPC writes it, such as DEADLINE_EXCEEDED.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
