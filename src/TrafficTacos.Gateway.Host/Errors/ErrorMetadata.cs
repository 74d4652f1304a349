using System.Text.Json.Serialization;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Errors;

/// <summary>Says which errors an endpoint answers with, for its documentation.</summary>
internal static class ErrorMetadata
{
    private const string Json = "application/json";

    /// <summary>Errors of every endpoint that calls a backend on behalf of a user.</summary>
    private static readonly ApiError[] Proxied =
    [
        ApiErrors.MissingAuthorization, ApiErrors.AccessDenied, GatewayErrors.UpstreamError, GatewayErrors.UpstreamUnavailable, GatewayErrors.UpstreamTimeout,
    ];

    public static RouteHandlerBuilder ProducesProxyErrors(this RouteHandlerBuilder builder, params ApiError[] errors)
    {
        foreach (var status in Proxied.Concat(errors).Select(error => error.Status).Distinct().Order())
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorBody), [Json]));
        return builder;
    }
}

/// <summary>Any error, as the documentation shows it; <see cref="ApiError"/> writes it.</summary>
internal sealed record ErrorBody(
    [property: JsonPropertyName("error")] ErrorContent Error);

/// <summary>What every error says.</summary>
internal sealed record ErrorContent(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("trace_id")] string TraceId);
