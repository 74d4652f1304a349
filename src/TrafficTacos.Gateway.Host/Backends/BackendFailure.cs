using System.Text.Json;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// Why a call failed. A backend reports a failure with a gRPC status or with the <c>error</c> of an OK reply. A status is translated into
/// an error code, and one table maps error codes to responses. The backend's text is only logged.
/// </summary>
/// <param name="Label">Its name in metrics and logs: that of the gRPC status or of the error code.</param>
/// <param name="Code">The error code.</param>
/// <param name="Text">The backend's text.</param>
internal sealed record BackendFailure(string Label, ErrorCode Code, string Text)
{
    public static BackendFailure Of(Status status) => new(Name(status.StatusCode), Translate(status.StatusCode), status.Detail);

    public static BackendFailure Of(Error error) =>
        new(Enum.IsDefined(error.Code) ? Name(error.Code) : Name(ErrorCode.Unspecified), error.Code, error.Message);

    /// <summary>The response to the client.</summary>
    public ApiError ToApiError(BackendErrors errors) => Code switch
    {
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
