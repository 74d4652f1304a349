using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>
/// What an endpoint's metadata asks for, worked out once an endpoint. As a feature of a request it is the stamp that
/// <c>UseAdmission()</c> has seen this endpoint.
/// </summary>
internal sealed class EndpointPlan
{
    private static readonly ConditionalWeakTable<Endpoint, EndpointPlan> Plans = [];

    private EndpointPlan(Endpoint endpoint)
    {
        IsCircuit = IsCircuitOf(endpoint);
        var admission = endpoint.Metadata.GetOrderedMetadata<IAdmissionMetadata>();
        Admission = admission.OfType<DisableAdmissionAttribute>().Any() || IsCircuit ? null : Innermost(admission);
        var keys = endpoint.Metadata.GetOrderedMetadata<IIdempotencyKeyMetadata>();
        IdempotencyKey = keys.OfType<DisableIdempotencyKeyAttribute>().Any() ? null : Innermost(keys);
        var rooms = endpoint.Metadata.GetOrderedMetadata<IWaitingRoomMetadata>();
        IsWaitingRoomDisabled = rooms.OfType<DisableWaitingRoomAttribute>().Any();
        WaitingRoom = IsWaitingRoomDisabled ? null : Innermost(rooms);
        IsNegotiation = endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null;
        IsConnection = !IsNegotiation
            && (endpoint.Metadata.GetMetadata<HubMetadata>() is not null || endpoint.Metadata.GetMetadata<HttpConnectionDispatcherOptions>() is not null);
        Route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        GateStamp = new GateStamp(this);
    }

    /// <summary>Null if the endpoint asks for no pass.</summary>
    public IAdmissionMetadata? Admission { get; }

    /// <summary>Null if the endpoint takes no idempotency key.</summary>
    public IIdempotencyKeyMetadata? IdempotencyKey { get; }

    /// <summary>Null if the endpoint asks for no waiting room.</summary>
    public IWaitingRoomMetadata? WaitingRoom { get; }

    /// <summary>Whether the endpoint asks for none, even where its path does.</summary>
    public bool IsWaitingRoomDisabled { get; }

    /// <summary>Whether a SignalR client negotiates here before it connects.</summary>
    public bool IsNegotiation { get; }

    /// <summary>Whether one SignalR connection makes many requests here.</summary>
    public bool IsConnection { get; }

    /// <summary>Whether the circuits of Razor components connect here.</summary>
    public bool IsCircuit { get; }

    /// <summary>The feature of its requests that <c>UseWaitingRoom()</c> has seen.</summary>
    public GateStamp GateStamp { get; }

    /// <summary>The route pattern, or null.</summary>
    public string? Route { get; }

    /// <summary>Whether <c>UseAdmission()</c> has to see its requests.</summary>
    public bool NeedsAdmission => Admission is not null || IdempotencyKey is not null;

    /// <summary>Whether any middleware of ours has to.</summary>
    public bool NeedsMiddleware => NeedsAdmission || WaitingRoom is not null;

    public static EndpointPlan Of(Endpoint endpoint) => Plans.GetValue(endpoint, static endpoint => new EndpointPlan(endpoint));

    /// <summary>MapRazorComponents() maps the circuits of its pages too, and a convention on it comes to both. A page has spent its pass
    /// when its circuit connects, and a circuit starts only with what the page brings encrypted: who has that was admitted.</summary>
    private static bool IsCircuitOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RootComponentMetadata>() is not null && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null;

    /// <summary>The last attribute, otherwise the last convention. MVC puts attributes before conventions, so "the last wins" alone
    /// would let a convention on all controllers override an attribute on one action.</summary>
    private static T? Innermost<T>(IReadOnlyList<T> metadata)
        where T : class =>
        metadata.LastOrDefault(item => item is Attribute) ?? (metadata.Count > 0 ? metadata[^1] : null);
}
