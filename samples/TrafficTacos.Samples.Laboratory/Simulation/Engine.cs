using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>
/// The real engine in virtual time: what <c>AddWaitingRoom()</c> registers, and a monitor for each gateway with its own clock.
/// It is driven at the seam below the tokens: signatures decide nothing about fairness, cost more than everything else
/// together, and hide the entry ids, which here come from the seed.
/// </summary>
internal sealed class Engine : IDisposable
{
    public const string Event = "sale";

    private readonly ServiceProvider _services;
    private readonly IQueueStore _store;
    private readonly EventMonitor[] _gateways;
    private readonly EventView[] _views;
    private readonly Place[] _one = new Place[1];
    private int _turn;

    public Engine(Scenario scenario, VirtualClock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddWaitingRoom(options =>
        {
            options.RefillPerSecond = scenario.Bucket.Refill;
            options.Capacity = scenario.Bucket.Capacity;
            options.Overdraft = scenario.Bucket.Overdraft;
            options.Bypass = scenario.Bucket.Bypass;
            options.JournalLength = 0;
        });
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<IQueueStore>();
        _gateways = [.. scenario.Gateways.Select(gateway => new EventMonitor(
            _store,
            _services.GetRequiredService<IOptions<WaitingRoomOptions>>(),
            _services.GetRequiredService<WaitingRoomMetrics>(),
            new GatewayClock(clock, gateway.Offset, gateway.Drift),
            _services.GetRequiredService<ILogger<EventMonitor>>()))];
        _views = [.. _gateways.Select(gateway => gateway.View(Event))];
        Policy = _views[0].Policy;
    }

    public EventPolicy Policy { get; }

    public (JoinReply Reply, Pulse Pulse) Join(Person person)
    {
        var pulse = NextPulse();
        return (Done(_store.JoinAsync(Event, person.Entry, Policy, CancellationToken.None)), pulse);
    }

    public (PlaceStatus Answer, StatusReply Reply, Pulse Pulse) Status(Place place)
    {
        var pulse = NextPulse();
        _one[0] = place;
        var reply = Done(_store.StatusAsync(Event, _one, Policy, CancellationToken.None));
        return (reply.Places[0], reply, pulse with { Level = reply.Level });
    }

    public EnterCode Enter(Place place)
    {
        NextPulse();
        return Done(_store.EnterAsync(Event, place, UInt128.Zero, Policy, CancellationToken.None)).Code;
    }

    public void Leave(Place place, bool soft)
    {
        NextPulse();
        Done(_store.LeaveAsync(Event, place, soft, Policy, CancellationToken.None));
    }

    public void Change(Change change) =>
        Done(_store.SettingsAsync(Event, new EventSettingsChange(change.Refill, change.Capacity, change.Paused), Policy, CancellationToken.None));

    public void Dispose() => _services.Dispose();

    /// <summary>The requests go round the gateways.</summary>
    private Pulse NextPulse()
    {
        var turn = _turn = (_turn + 1) % _gateways.Length;
        return Done(_gateways[turn].PulseAsync(_views[turn], CancellationToken.None));
    }

    /// <summary>In memory everything is done when the call returns.</summary>
    private static T Done<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The store in memory did not answer at once.");
}
