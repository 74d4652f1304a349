namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>How one shop differs from the next.</summary>
internal sealed record GatedShopPlan
{
    public string? Redis { get; init; }

    public string? Environment { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Action<WaitingRoomOptions> Options { get; init; } = _ => { };

    public Action<WaitingRoomPolicyOptions> Policy { get; init; } = _ => { };

    public Action<WaitingRoomGateOptions> Gate { get; init; } = _ => { };

    public Action<WaitingRoomEndpointOptions> Endpoints { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Replaces what stands in front of the shop.</summary>
    public Action<WebApplication>? Use { get; init; }

    public Action<WebApplication> Map { get; init; } = _ => { };
}
