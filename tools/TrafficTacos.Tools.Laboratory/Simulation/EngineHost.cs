using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// Hosts the real engine in virtual time: the services of <c>AddWaitingRoom()</c>, and one event cache for each gateway with its own
/// clock. The simulation calls the store seam below the tokens, because signatures do not affect fairness, cost more than everything
/// else together, and hide the entry ids, which here come from the seed.
/// </summary>
internal sealed class EngineHost : IDisposable
{
    public const string EventId = "sale";

    private readonly VirtualClock _clock;
    private readonly ServiceProvider _services;
    private readonly IQueueStore _store;
    private readonly EventCache[] _gateways;
    private readonly CachedEvent[] _events;
    private readonly SaleDraw? _draw;
    private int _current;
    private ulong _lastSession;

    public EngineHost(Scenario scenario, ulong seed, VirtualClock clock)
    {
        _clock = clock;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddWaitingRoom(options =>
        {
            options.AdmissionsPerSecond = scenario.Bucket.AdmissionsPerSecond;
            options.Burst = scenario.Bucket.Burst;
            options.Overdraft = scenario.Bucket.Overdraft;
            options.OverdraftPositions = scenario.Bucket.OverdraftPositions;
            options.JournalLength = 0;
            options.MaximumShoppers = scenario.Shopping?.Maximum ?? 0;
            if (scenario.Schedule is not { } schedule)
                return;
            (options.OpensAt, options.ClosesAt) = (TimeOf(schedule.OpensAt), TimeOf(schedule.ClosesAt));
            if (schedule.DrawAt > 0)
                (options.Order, options.DrawAt) = (QueueOrder.Draw, TimeOf(schedule.DrawAt));
        });
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<IQueueStore>();
        _gateways = [.. scenario.Gateways.Select(gateway => new EventCache(
            _store,
            _services.GetRequiredService<LateHeartbeats>(),
            _services.GetRequiredService<IOptions<WaitingRoomOptions>>(),
            _services.GetRequiredService<WaitingRoomMetrics>(),
            new GatewayClock(clock, gateway.Offset, gateway.Drift),
            _services.GetRequiredService<ILogger<EventCache>>()))];
        _events = [.. _gateways.Select(gateway => gateway.Get(EventId))];
        Policy = _events[0].Policy;
        if (scenario.Schedule is { DrawAt: > 0 })
        {
            _draw = new SaleDraw((IDrawStore)_store, Policy, seed);
            _draw.Announce();
        }

        DateTimeOffset? TimeOf(double seconds) => seconds > 0 ? DateTimeOffset.UnixEpoch.AddMicroseconds(clock.ToStoreTime((long)(seconds * 1e6))) : null;
    }

    public EventPolicy Policy { get; }

    /// <summary>Runs each gateway's maintenance, as its timer would.</summary>
    public void Maintain()
    {
        for (var gateway = 0; gateway < _gateways.Length; gateway++)
            GetSnapshot();
    }

    /// <summary>The snapshot of the next gateway. Requests go to the gateways in turn.</summary>
    public EventSnapshot GetSnapshot()
    {
        _current = (_current + 1) % _gateways.Length;
        return Complete(_gateways[_current].GetSnapshotAsync(_events[_current], CancellationToken.None));
    }

    public (JoinReply Reply, EventSnapshot Snapshot) Join(Visitor visitor)
    {
        var snapshot = GetSnapshot();
        return (Complete(_store.JoinAsync(EventId, visitor.Entry, 0, Policy, CancellationToken.None)), snapshot);
    }

    public (StatusReply Reply, EventSnapshot Snapshot) GetStatus(Place place, bool hidden)
    {
        var snapshot = GetSnapshot();
        var reply = Complete(_store.StatusAsync(EventId, place, default, hidden, Policy, CancellationToken.None));
        return (reply, snapshot with { Level = reply.Level });
    }

    public EnterReply Enter(Place place)
    {
        GetSnapshot();
        return Complete(_store.EnterAsync(EventId, place, default, UInt128.Zero, 0, Policy, CancellationToken.None));
    }

    public OpenReply OpenSession(Place place, PassProof pass) =>
        Complete(_store.OpenSessionAsync(EventId, place, pass, ++_lastSession, Policy, CancellationToken.None));

    public SessionCode StepSession(Place place, SessionProof session, SessionStep step) =>
        Complete(_store.SessionAsync(EventId, place, session, step, Policy, CancellationToken.None)).Code;

    /// <summary>Draws those who gathered, and returns them in the order of their numbers.</summary>
    public IEnumerable<EntryId> Draw()
    {
        GetSnapshot();
        _draw!.Run();
        return ((InMemoryQueueStore)_store).Peek(EventId).Entries.Select(entry => entry.Entry);
    }

    public void Leave(Place place, bool soft)
    {
        GetSnapshot();
        Complete(_store.LeaveAsync(EventId, place, soft, Policy, CancellationToken.None));
    }

    /// <summary>The visitors in front, and for how long none of them was heard, in microseconds; negative if heard in advance.</summary>
    public IEnumerable<(EntryId Entry, long Silence)> GetSilence(int count)
    {
        var queue = ((InMemoryQueueStore)_store).Peek(EventId);
        if (queue.Clock is not { } clock)
            return [];
        var waiting = clock.At(_clock.ToStoreTime(_clock.Now), paused: false).Waiting;
        return queue.Entries.Take(count).Select(entry => (entry.Entry, waiting - Math.Abs(entry.Heartbeat)));
    }

    public void Apply(OperatorChange change)
    {
        var settings = new EventSettingsChange
        {
            AdmissionsPerSecond = change.AdmissionsPerSecond,
            Burst = change.Burst,
            Mode = change.Mode,
            MaximumShoppers = change.MaximumShoppers,
            Message = change.Message is { } message ? new EventMessage { Text = message } : null,
        };
        var fault = Complete(_store.SettingsAsync(EventId, settings, Policy, CancellationToken.None)).Fault;
        if (!fault.IsNone)
            throw new ScenarioException(Invariant($"the change at {change.At} s is refused: {fault.Message}"));
    }

    public void Dispose() => _services.Dispose();

    /// <summary>The in-memory store completes every call synchronously.</summary>
    internal static T Complete<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The in-memory store did not complete a call synchronously.");
}
