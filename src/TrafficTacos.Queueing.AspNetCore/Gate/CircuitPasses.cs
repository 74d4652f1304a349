using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Gives each page of Razor components that passes the gate the pass for its circuit.</summary>
internal sealed class CircuitPasses(TimeProvider time)
{
    /// <param name="met">The request.</param>
    /// <param name="outcome">Null if it passes although nobody asked whose turn it is.</param>
    public void Tell(GateRequest met, GateOutcome? outcome)
    {
        if (IsComponent(met.Context))
            Tell(met.Context, new CircuitPass(met.PolicyName, met.EventId, met.Context.Request.Path, outcome?.SessionToken, met.Visitor.UserId));
    }

    public void Tell(HttpContext context, CircuitPass pass)
    {
        if (!IsComponent(context) || context.RequestServices.GetService<PersistentComponentState>() is not { } state)
            return;
        // A request that is run again, as for an error page, may come with the same state.
        var isTold = ReferenceEquals(context.Features.Get<Told>()?.State, state);
        context.Features.Set(new Told(state, pass with { IssuedAt = time.GetUtcNow() }));
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
