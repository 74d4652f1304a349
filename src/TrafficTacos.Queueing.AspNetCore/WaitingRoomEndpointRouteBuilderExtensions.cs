using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Maps the waiting room's endpoints.</summary>
public static class WaitingRoomEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST join</c>, <c>GET status</c>, <c>POST enter</c>, <c>DELETE leave</c> and <c>POST leave</c> under a prefix.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The path they go under.</param>
    /// <param name="configure">Sets who the visitor is and whether enter needs a user.</param>
    /// <returns>A builder for conventions of all five (authorization, rate limiting, CORS, …).</returns>
    /// <exception cref="InvalidOperationException"><c>AddWaitingRoom()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapWaitingRoom(
        this IEndpointRouteBuilder endpoints, string prefix = "/queue", Action<WaitingRoomEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var room = Services.Room(endpoints.ServiceProvider, nameof(MapWaitingRoom));
        var options = new WaitingRoomEndpointOptions();
        configure?.Invoke(options);
        WireJson.AddTo(endpoints.ServiceProvider);
        var handlers = new WaitingRoomEndpoints(room, options);
        var withToken = new WaitingTokenMetadata();

        var group = endpoints.MapGroup(prefix).WithTags("Queue").WithMetadata(new BodyLimit());
        group.MapPost("/join", (Delegate)handlers.JoinAsync).WithName("QueueJoin").WithSummary("Take a place in the queue of an event.")
            .Accepts<Wire.JoinRequest>("application/json")
            .Produces<JoinResponse>(StatusCodes.Status202Accepted)
            .DescribeJoin();
        group.MapGet("/status", (Delegate)handlers.StatusAsync).WithMetadata(withToken).WithName("QueueStatus").WithSummary("Where the visitor stands; asking keeps the place.")
            .Produces<StatusResponse>()
            .DescribeStatus();
        group.MapPost("/enter", (Delegate)handlers.EnterAsync).WithMetadata(withToken).WithName("QueueEnter").WithSummary("Enter the shop when ready.")
            // No type is named, or routing would refuse an empty body because of its type. Documents say JSON all the same.
            .WithMetadata(new AcceptsMetadata([], typeof(Wire.EnterRequest), isOptional: true))
            .Produces<EnterResponse>()
            .DescribeEnter(options.RequireUserToEnter);
        group.MapDelete("/leave", (Delegate)handlers.LeaveAsync).WithMetadata(withToken).WithName("QueueLeave").WithSummary("Give the place up at once.")
            .Produces<LeaveResponse>()
            .DescribeLeave();
        group.MapPost("/leave", (Delegate)handlers.LeaveSoftlyAsync).WithMetadata(withToken).WithName("QueueLeaveSoftly")
            .WithSummary("Give the place up unless a status call takes it back: what a browser's beacon sends.")
            .Produces<LeaveResponse>()
            .DescribeSoftLeave();
        group.WithErrors(ApiErrors.InternalError, ApiErrors.QueueUnavailable);
        ((IEndpointConventionBuilder)group).Finally(builder => ErrorBoundary.Wrap(builder));
        return group;
    }
}
