using System.Text.Json;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The rows that differ from one backend to the other.</summary>
internal sealed record BackendErrors(ApiError NotFound, ApiError Conflict)
{
    public static BackendErrors Reservation { get; } = new(GatewayErrors.ReservationNotFound, GatewayErrors.ReservationConflict);

    public static BackendErrors Payment { get; } = new(GatewayErrors.PaymentNotFound, GatewayErrors.PaymentConflict);
}

/// <summary>
/// Why a call failed. A backend says so with a gRPC status or with the <c>error</c> of an OK reply; the first is translated into
/// the words of the second, and one table leads from there to the answer. What the backend writes in prose goes to the log only.
/// </summary>
/// <param name="Label">The name it has in metrics and logs: that of the gRPC status or of the error code.</param>
/// <param name="Code">What it means.</param>
/// <param name="Text">The backend's own words.</param>
internal sealed record BackendFailure(string Label, ErrorCode Code, string Text)
{
    public static BackendFailure Of(Status status) => new(Name(status.StatusCode), Translate(status.StatusCode), status.Detail);

    public static BackendFailure Of(Error error) =>
        new(Enum.IsDefined(error.Code) ? Name(error.Code) : Name(ErrorCode.Unspecified), error.Code, error.Message);

    /// <summary>The answer to the client.</summary>
    public ApiError Row(BackendErrors rows) => Code switch
    {
        ErrorCode.InvalidArgument => ApiErrors.InvalidRequest,
        ErrorCode.IdempotencyRequired => ApiErrors.IdempotencyRequired,
        ErrorCode.PaymentNotApproved => GatewayErrors.PaymentNotApproved,
        ErrorCode.Forbidden or ErrorCode.Unauthorized => ApiErrors.AccessDenied,
        ErrorCode.NotFound => rows.NotFound,
        ErrorCode.IdempotencyConflict => ApiErrors.IdempotencyConflict,
        ErrorCode.InventoryConflict or ErrorCode.InsufficientInventory or ErrorCode.ReservationExpired => GatewayErrors.ReservationConflict,
        ErrorCode.FailedPrecondition or ErrorCode.AlreadyExists or ErrorCode.ConcurrentModification => rows.Conflict,
        // The limits a backend sets are for the gateway, not for one user: there is no X-RateLimit to show them.
        ErrorCode.Unavailable or ErrorCode.RateLimited or ErrorCode.QuotaExceeded => GatewayErrors.UpstreamUnavailable,
        ErrorCode.Timeout or ErrorCode.UpstreamTimeout => GatewayErrors.UpstreamTimeout,
        // Unauthenticated too: that is the gateway, not the user, whom the gateway knows.
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
        // Unknown, Internal, Unimplemented, and Cancelled, which the gateway never asks for.
        _ => ErrorCode.Internal,
    };

    /// <summary>As both are written in the world of gRPC: DEADLINE_EXCEEDED.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
