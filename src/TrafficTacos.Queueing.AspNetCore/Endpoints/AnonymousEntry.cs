namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>A request feature that lets enter admit nobody in particular, although the endpoint requires a user: the pass is bound to no
/// user. The reference gateway sets it for load tests, whose requests share one bearer token.</summary>
internal sealed class AnonymousEntry
{
    public static AnonymousEntry Instance { get; } = new();
}
