using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Marks an endpoint of the queue, so that refusals can point there.</summary>
internal sealed record QueueEndpointMetadata(string Name);

/// <summary>The paths of the queue's endpoints, as the client sees them; null where none is mapped, or only below route
/// parameters.</summary>
internal sealed class QueueLinks(EndpointDataSource endpoints)
{
    public const string JoinName = "join";
    public const string StatusName = "status";

    public string? Join(HttpContext context) => Path(context, JoinName);

    public string? Status(HttpContext context) => Path(context, StatusName);

    private string? Path(HttpContext context, string name)
    {
        var endpoint = endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(
            endpoint => endpoint.RoutePattern.Parameters.Count == 0
                && string.Equals(endpoint.Metadata.GetMetadata<QueueEndpointMetadata>()?.Name, name, StringComparison.Ordinal));
        return endpoint is null ? null : context.Request.PathBase.Add("/" + endpoint.RoutePattern.RawText!.TrimStart('/')).ToUriComponent();
    }
}
