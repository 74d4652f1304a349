using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Gives each page of Razor components that passes the gate the pass for its circuit.</summary>
internal sealed class CircuitPasses(BrowserIdentities browsers)
{
    /// <param name="met">The request.</param>
    /// <param name="outcome">Null if it passes although nobody asked whose turn it is.</param>
    public async ValueTask TellAsync(GateRequest met, GateOutcome? outcome)
    {
        if (!IsComponent(met.Context))
            return;
        var visitor = met.Visitor;
        var isOfBrowser = visitor.IsSessionOfBrowser || outcome is { IsNew: true };
        var browserId = !isOfBrowser ? null
            : visitor.BrowserId ?? await browsers.ReadAsync(outcome?.Identity, met.Context.RequestAborted).ConfigureAwait(false);
        Tell(met.Context, new CircuitPass(met.PolicyName, met.EventId, met.Context.Request.Path, outcome?.SessionToken, browserId, visitor.UserId));
    }

    public static void Tell(HttpContext context, CircuitPass pass)
    {
        if (!IsComponent(context) || context.RequestServices.GetService<PersistentComponentState>() is not { } state)
            return;
        // A request that is run again, as for an error page, may come with the same state.
        var isTold = ReferenceEquals(context.Features.Get<Told>()?.State, state);
        context.Features.Set(new Told(state, pass));
        if (!isTold)
            state.RegisterOnPersisting(() => WriteAsync(context, state), RenderMode.InteractiveServer);
    }

    private static bool IsComponent(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static Task WriteAsync(HttpContext context, PersistentComponentState state)
    {
        CircuitPassJson.Write(state, context.Features.Get<Told>()!.Pass);
        return Task.CompletedTask;
    }

    private sealed record Told(PersistentComponentState State, CircuitPass Pass);
}
