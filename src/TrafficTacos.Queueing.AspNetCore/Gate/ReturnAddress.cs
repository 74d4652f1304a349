using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Where a visitor goes whose turn it is: always an address of this host, and never one that a request could choose freely.</summary>
internal sealed class ReturnAddress(EndpointDataSource endpoints)
{
    public string Of(HttpContext context, WaitingRoomPolicyOptions policy)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return Own(request);
        // A form is not sent again; its page is where it can be filled in again.
        if (FromReferer(request) is { } referer)
            return referer;
        return TakesGet(context) ? Own(request) : request.PathBase.Add(policy.ReturnPath).ToUriComponent();
    }

    /// <summary>The request's own address.</summary>
    public static string Own(HttpRequest request) => Local(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString.ToUriComponent());

    /// <summary>Two slashes at the beginning would name another host.</summary>
    private static string Local(string path) => "/" + path.TrimStart('/', '\\');

    private static string? FromReferer(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var referer)
        && string.Equals(referer.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase)
        && referer.Scheme is "http" or "https"
            ? Local(referer.PathAndQuery)
            : null;

    private bool TakesGet(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return true;
        return Takes(endpoint) || endpoints.Endpoints.OfType<RouteEndpoint>().Any(
            other => string.Equals(other.RoutePattern.RawText, endpoint.RoutePattern.RawText, StringComparison.OrdinalIgnoreCase) && Takes(other));

        static bool Takes(RouteEndpoint endpoint) =>
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase);
    }
}
