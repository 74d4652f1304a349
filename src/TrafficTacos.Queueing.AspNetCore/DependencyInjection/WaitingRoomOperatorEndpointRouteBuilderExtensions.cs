using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Console;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the operator's console.</summary>
public static class WaitingRoomOperatorEndpointRouteBuilderExtensions
{
    /// <summary>Never refuses: the console asks its policies itself. It keeps a fallback policy of the application away, which is made for
    /// visitors.</summary>
    private static readonly AuthorizationPolicy AskedByTheConsole = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build();

    /// <summary>
    /// Maps the operator's console under a prefix: its page, and the API that the page uses. Everything but the page's script and style is denied
    /// unless the policies allow it. The page sends who is not logged in to log in; the API answers 401 and 403. It answers no other origin.
    /// </summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">The route prefix.</param>
    /// <param name="configure">Names the policies.</param>
    /// <returns>A builder for conventions of all of them.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWaitingRoom()</c> was not called; or a policy is missing, or unknown.</exception>
    public static IEndpointConventionBuilder MapWaitingRoomOperator(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string prefix = "/operator",
        Action<WaitingRoomOperatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        _ = Services.Find<IWaitingRoom>(services, nameof(MapWaitingRoomOperator));
        var options = new WaitingRoomOperatorOptions();
        configure?.Invoke(options);
        OperatorPolicies.Check(options, services);
        var (room, time) = (services.GetRequiredService<WaitingRoomOperator>(), services.GetRequiredService<TimeProvider>());
        var access = new OperatorAccess(options, time);
        var events = new EventReader(room, time);

        var group = endpoints.MapGroup(prefix).WithTags("Operator").DisableAntiforgery()
            .WithMetadata(
                new QueueBodyLimit(), new OutputCacheAttribute { NoStore = true }, new DisableRateLimitingAttribute(),
                new DisableWaitingRoomAttribute(), new DisableAdmissionAttribute(), new DisableIdempotencyKeyAttribute(), AskedByTheConsole);
        group.MapFiles();
        // An API never redirects to a log-in page; the page itself does.
        var api = group.MapGroup("/api").DisableCookieRedirect();
        api.MapReads(new EventHandlers(room, events, access, time), new EventStreams(events, access, time), new ReportHandlers(room));
        api.MapChanges(new ChangeHandlers(room, events), new VisitorHandlers(room, events, time));
        api.WithErrors(ApiErrors.MissingAuthorization, ApiErrors.OperatorForbidden, ApiErrors.InternalError, ApiErrors.QueueUnavailable);
        ((IEndpointConventionBuilder)group).Finally(builder => ConsoleEndpoint.Wrap(builder, access));
        return group;
    }
}
