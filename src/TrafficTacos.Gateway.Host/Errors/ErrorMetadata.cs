using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Errors;

/// <summary>Errors that many endpoints share, for the documentation.</summary>
internal static class ErrorMetadata
{
    /// <summary>The errors of an endpoint that calls a backend for a user.</summary>
    public static RouteHandlerBuilder WithBackendErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.InvalidRequest, ApiErrors.MissingAuthorization, GatewayErrors.UpstreamError, GatewayErrors.UpstreamUnavailable, GatewayErrors.UpstreamTimeout);

    /// <summary>The errors of an endpoint that reads a body.</summary>
    public static RouteHandlerBuilder WithBodyErrors(this RouteHandlerBuilder endpoint) => endpoint.WithErrors(
        ApiErrors.InvalidRequest, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType);
}
