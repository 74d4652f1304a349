using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Circuits;

/// <summary>Warns at the start where pages with a waiting room by attribute meet circuits, and nothing uses
/// <see cref="WaitingRoomRouteView"/>. Which components an interactive router shows is decided while they are rendered, but an assembly that
/// never names the component cannot use it: the warning is never wrong, and may be missing.</summary>
internal sealed class RouteViewCheck(EndpointDataSource endpoints, ILogger<RouteViewCheck> logger) : IHostedLifecycleService
{
    /// <summary>The endpoints are there.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var roots = endpoints.Endpoints.Where(endpoint => EndpointPlan.Of(endpoint).IsCircuit).Select(RootOf).Distinct();
        foreach (var root in roots)
        {
            var pages = endpoints.Endpoints.Where(endpoint => RootOf(endpoint) == root && EndpointPlan.Of(endpoint).WaitingRoom is Attribute).ToList();
            var assemblies = pages.Select(page => page.Metadata.GetMetadata<ComponentTypeMetadata>()!.Type.Assembly).Append(root!.Assembly).Distinct();
            if (pages.Count > 0 && !assemblies.Any(MayUseRouteView))
                logger.RouteViewMissing(pages[0].DisplayName, root.Name);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Type? RootOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<RootComponentMetadata>()?.Type;

    private static unsafe bool MayUseRouteView(Assembly assembly)
    {
        // Compiled ahead of time, an assembly has no metadata.
        if (!assembly.TryGetRawMetadata(out var metadata, out var length))
            return true;
        var reader = new MetadataReader(metadata, length);
        return reader.TypeReferences.Any(handle => reader.StringComparer.Equals(reader.GetTypeReference(handle).Name, nameof(WaitingRoomRouteView)));
    }
}
