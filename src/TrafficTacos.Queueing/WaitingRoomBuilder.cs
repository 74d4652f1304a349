using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing;

/// <summary>What <c>AddWaitingRoom()</c> returns, for the calls that go on from there.</summary>
public sealed class WaitingRoomBuilder
{
    internal WaitingRoomBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
