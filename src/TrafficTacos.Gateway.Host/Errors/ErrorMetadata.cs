using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Errors;

/// <summary>Errors that many endpoints share, for their documentation.</summary>
internal static class ErrorMetadata
{
    /// <summary>A backend is asked on behalf of a user, for what an id names.</summary>
    public static RouteHandlerBuilder WithBackendErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.InvalidRequest, ApiErrors.MissingAuthorization, GatewayErrors.UpstreamError, GatewayErrors.UpstreamUnavailable, GatewayErrors.UpstreamTimeout);

    /// <summary>A body is read.</summary>
    public static RouteHandlerBuilder WithBodyErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.InvalidRequest, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType);
}
