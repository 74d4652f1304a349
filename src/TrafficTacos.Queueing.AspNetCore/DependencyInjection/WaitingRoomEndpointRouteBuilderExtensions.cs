using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Documentation;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the waiting room's endpoints.</summary>
public static class WaitingRoomEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST join</c>, <c>GET status</c>, <c>POST enter</c>, <c>DELETE leave</c>, <c>POST leave</c>, the
    /// calls of sessions (<c>POST</c>, <c>GET</c>, <c>DELETE session</c>, <c>POST session/extend</c>) and those of draws (<c>GET draw</c>,
    /// <c>GET draw/papers</c>, <c>GET draw/leaves</c>) under a prefix. It may be called more than once. Under a fallback authorization policy call <c>AllowAnonymous()</c> on the result, or only users can wait.
    /// </summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">The route prefix.</param>
    /// <param name="configure">Sets whether enter needs a user, and how a second join is answered.</param>
    /// <returns>A builder for conventions of all of them (authorization, rate limiting, CORS, …).</returns>
    /// <exception cref="InvalidOperationException"><c>AddWaitingRoom()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapWaitingRoom(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string prefix = "/queue",
        Action<WaitingRoomEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        _ = Services.Find<IWaitingRoom>(endpoints.ServiceProvider, nameof(MapWaitingRoom));
        var options = new WaitingRoomEndpointOptions();
        configure?.Invoke(options);
        var limit = JoinLimits.Find(endpoints.ServiceProvider, options, nameof(configure));
        MissingRegistration.Check(endpoints);
        WireJson.AddTo(endpoints.ServiceProvider);
        var http = endpoints.ServiceProvider.GetRequiredService<IOptions<WaitingRoomHttpOptions>>().Value;
        var withToken = new WaitingTokenMetadata();

        // Nothing the queue answers may be cached: the output cache ignores the response's Cache-Control. And an API never redirects to
        // a log-in page.
        var group = endpoints.MapGroup(prefix).WithTags("Queue").DisableCookieRedirect()
            .WithMetadata(new QueueBodyLimit(), new OutputCacheAttribute { NoStore = true });
        group.MapPost("/join", (Delegate)((HttpContext context) => QueueHandlers.JoinAsync(context, options, limit))).WithMetadata(new QueueEndpointMetadata(QueueLinks.JoinName))
            .WithSummary("Take a place in the queue of an event.")
            .Accepts<TrafficTacos.Queueing.AspNetCore.Wire.JoinRequest>("application/json")
            .Produces<JoinResponse>(StatusCodes.Status202Accepted)
            .DescribeJoin(http, options.RefuseDuplicateJoin, limit is not null);
        group.MapGet("/status", (Delegate)QueueHandlers.StatusAsync).WithMetadata(withToken, new QueueEndpointMetadata(QueueLinks.StatusName))
            .WithSummary("Where the visitor stands. Asking keeps the place.")
            .Produces<StatusResponse>()
            .DescribeStatus(http);
        group.MapPost("/enter", (Delegate)((HttpContext context) => QueueHandlers.EnterAsync(context, options))).WithMetadata(withToken)
            .WithSummary("Enter the shop when ready.")
            // No content type is named, because routing would refuse an empty body by it. Documents say JSON all the same.
            .WithMetadata(new AcceptsMetadata([], typeof(TrafficTacos.Queueing.AspNetCore.Wire.EnterRequest), isOptional: true))
            .Produces<EnterResponse>()
            .DescribeEnter(http, options.RequireUserToEnter);
        group.MapDelete("/leave", (Delegate)QueueHandlers.LeaveAsync).WithMetadata(withToken)
            .WithSummary("Give up the place at once.")
            .Produces<LeaveResponse>()
            .DescribeLeave(http);
        group.MapPost("/leave", (Delegate)QueueHandlers.LeaveSoftlyAsync).WithMetadata(withToken)
            .WithSummary("Give up the place unless a status call takes it back: what a browser's beacon sends.")
            .Produces<LeaveResponse>()
            .DescribeSoftLeave(http);
        group.MapSession(http);
        group.MapBoard();
        group.MapDraw(http, withToken);
        group.WithErrors(ApiErrors.InternalError, ApiErrors.QueueUnavailable);
        ((IEndpointConventionBuilder)group).Finally(QueueEndpoint.Wrap);
        return group;
    }
}
