using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Errors;

/// <summary>Errors that many endpoints share, for their documentation.</summary>
internal static class ErrorMetadata
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>A backend is asked on behalf of a user.</summary>
    public static RouteHandlerBuilder WithBackendErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.MissingAuthorization, GatewayErrors.UpstreamError, GatewayErrors.UpstreamUnavailable, GatewayErrors.UpstreamTimeout);

    /// <summary>A body is read.</summary>
    public static RouteHandlerBuilder WithBodyErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.InvalidRequest, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType);

    /// <summary>An Idempotency-Key is heeded.</summary>
    public static RouteHandlerBuilder WithKeyErrors(this RouteHandlerBuilder endpoint, bool required) => endpoint
        .WithMetadata(new RequestParameterMetadata(
            KeyHeader,
            RequestParameterLocation.Header,
            "1 to 255 printable ASCII characters, made up by the client. The same request with the same key again is done once, and gets the first answer.",
            "3f1f7a52-5d0c-4f7e-9f0e-6a1d3c1c8b11",
            required))
        .WithErrors(required ? [ApiErrors.IdempotencyRequired] : [])
        .WithErrors(ApiErrors.InvalidIdempotencyKey, ApiErrors.IdempotencyConflict, ApiErrors.IdempotencyInProgress, ApiErrors.QueueUnavailable);
}
