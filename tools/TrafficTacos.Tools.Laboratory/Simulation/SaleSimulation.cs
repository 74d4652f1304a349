using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// A discrete-event simulation of one sale: it takes the next scheduled tab, sets the clock to its time, and runs its action against
/// the real engine. It is single-threaded and all randomness comes from the seed, so a scenario and a seed determine every result.
/// </summary>
internal sealed class SaleSimulation : IDisposable
{
    private const long Second = 1_000_000;
    private const long ProgressInterval = 10 * Second;

    private readonly VirtualClock _clock;
    private readonly SimulationConditions? _conditions;
    private readonly PriorityQueue<BrowserTab, long> _schedule = new();
    private readonly SaleTrace _trace;
    private readonly EngineHost _engine;
    private readonly ReferenceBucket _bucket;
    private readonly ObservationRecorder _recorder;
    private readonly VisitorBehavior _behavior;
    private readonly ShopVisits? _shop;
    private readonly Queue<OperatorChange> _changes;
    private readonly Dictionary<EntryId, Visitor> _visitors;

    private long _drawAt;

    private SaleSimulation(Scenario scenario, ulong seed, SimulationConditions? conditions)
    {
        (_conditions, _clock) = (conditions, new VirtualClock(conditions?.StartOffset ?? 0));
        var visitors = VisitorGenerator.Generate(scenario, seed);
        _engine = new EngineHost(scenario, seed, _clock);
        _trace = new SaleTrace(scenario, visitors, _engine.Policy);
        _bucket = new ReferenceBucket(scenario.Bucket, (long)((scenario.Schedule?.OpensAt ?? 0) * Second));
        _shop = scenario.Shopping is { } shopping ? new ShopVisits(_engine, shopping, _trace) : null;
        _drawAt = scenario.Schedule is { DrawAt: > 0 and var drawAt } ? (long)(drawAt * Second) : long.MaxValue;
        _recorder = new ObservationRecorder(_trace, _clock.ToStoreTime(0));
        _behavior = new VisitorBehavior(_trace, _recorder, _schedule.Enqueue);
        _visitors = visitors.ToDictionary(visitor => visitor.Entry);
        _changes = new Queue<OperatorChange>(scenario.Changes);
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Determines the visitors.</param>
    /// <param name="progress">Receives the share of virtual time that has passed.</param>
    /// <param name="conditions">Delays and latencies of a real run; null for none.</param>
    public static SaleTrace Run(Scenario scenario, ulong seed, Action<double>? progress = null, SimulationConditions? conditions = null)
    {
        using var simulation = new SaleSimulation(scenario, seed, conditions);
        simulation.Run(progress);
        return simulation._trace;
    }

    public void Dispose() => _engine.Dispose();

    private void Run(Action<double>? progress)
    {
        foreach (var visitor in _trace.Visitors)
            _schedule.Enqueue(new BrowserTab(visitor, true), visitor.ArrivesAt + NextDelay());
        var end = (long)(_trace.Scenario.Duration * Second);
        var (nextProgress, nextSnapshot) = (0L, 0L);
        while (_schedule.TryPeek(out var tab, out var at) && at <= end)
        {
            while (_changes.TryPeek(out var change) && change.At * Second <= at)
                Apply(_changes.Dequeue());
            // Each whole second, as the timer of a gateway and a replay do.
            for (; nextSnapshot <= at; nextSnapshot += Second)
            {
                _clock.Now = Math.Max(_clock.Now, nextSnapshot);
                if (nextSnapshot >= _drawAt)
                    Draw();
                var held = ShareRightfullyHeld();
                _engine.Maintain();
                RecordSnapshot(_engine.GetSnapshot(), held);
            }

            _clock.Now = at;
            if (at >= nextProgress)
            {
                progress?.Invoke((double)at / end);
                nextProgress = at + ProgressInterval;
            }

            var next = Execute(VisitorBehavior.NextAction(tab, at), tab, at);
            if (next == VisitorBehavior.Immediately)
                next = _conditions is null ? Execute(VisitorAction.Poll, tab, at) : at;
            if (next == VisitorBehavior.Never)
                _schedule.Dequeue();
            else
                _schedule.DequeueEnqueue(tab, Math.Max(at + 1, next + NextDelay()));
            _trace.EndedAt = at;
        }
    }

    private void Apply(OperatorChange change)
    {
        _clock.Now = Math.Max(_clock.Now, (long)(change.At * Second));
        _engine.Apply(change);
        _bucket.Apply(change, _clock.Now);
        _shop?.Apply(change);
        _recorder.EndSettingsChange(resumed: change.Stops == false, _clock.Now);
    }

    private void Draw()
    {
        _drawAt = long.MaxValue;
        _recorder.RecordDraw(_engine.Draw().Select((entry, index) => (_visitors[entry], (long)index)));
    }

    /// <summary>Returns when to wake the tab again.</summary>
    private long Execute(VisitorAction action, BrowserTab tab, long at) => action switch
    {
        VisitorAction.Join => Join(tab, at),
        VisitorAction.Poll => Poll(tab, at),
        VisitorAction.Enter => Enter(tab, at),
        VisitorAction.Abandon => Abandon(tab.Visitor),
        VisitorAction.Reload => Reload(tab, at),
        VisitorAction.Shop => _shop!.Continue(tab, at),
        VisitorAction.Sleep => VisitorBehavior.OnAsleep(tab.Visitor),
        _ => VisitorBehavior.Never,
    };

    private long Join(BrowserTab tab, long at)
    {
        var visitor = tab.Visitor;
        var (reply, snapshot) = _engine.Join(visitor);
        RecordSnapshot(snapshot);
        if (reply.State == PlaceState.Gone)
        {
            visitor.Outcome = VisitorOutcome.TurnedAway;
            return VisitorBehavior.Never;
        }

        if (visitor.HasJoined && reply.Created)
            _trace.Violations.DuplicatePlaces++;
        var estimate = WaitEstimator.Estimate(reply.Position, reply.Now - reply.Ticket, snapshot, _trace.Policy);
        return _behavior.OnJoined(tab, new JoinResponse(new Place(visitor.Entry, reply.Ticket), estimate.P50, PollAfter(estimate)), at);
    }

    private long Poll(BrowserTab tab, long at)
    {
        var place = tab.Visitor.Place;
        var request = _recorder.BeginRequest(tab.Visitor);
        var (reply, snapshot) = _engine.GetStatus(place, tab.Visitor.IsHidden);
        var snapshotIndex = RecordSnapshot(snapshot);
        var estimate = reply.State == PlaceState.Waiting
            ? WaitEstimator.Estimate(reply.Position, _clock.ToStoreTime(at) - place.Ticket, snapshot, _trace.Policy)
            : default;
        var response = new StatusResponse(reply.State, reply.Position, reply.Level, reply.Mode is EventMode.Paused or EventMode.Maintenance, snapshotIndex, estimate, PollAfter(estimate))
        {
            FreeSeats = FreeSeats(snapshot),
            IsDrawn = !reply.IsUndrawn,
            IsClosed = reply.Phase == EventPhase.Closed,
            HasMessage = snapshot.Conditions.Numbers.Message is { Length: > 0 },
        };
        return _behavior.OnStatus(tab, request, response, at);
    }

    private long Enter(BrowserTab tab, long at)
    {
        var request = _recorder.BeginRequest(tab.Visitor);
        var reply = _engine.Enter(tab.Visitor.Place);
        if (reply.Code == EnterCode.Granted && !_bucket.TryTake(at))
            _trace.Violations.BoundViolations++;
        var next = _behavior.OnEntered(tab, request, reply.Code, at);
        return _shop is not null && reply.Code == EnterCode.Granted && tab.Visitor.Outcome == VisitorOutcome.Admitted ? _shop.Begin(tab, reply.Pass, at) : next;
    }

    private long Abandon(Visitor visitor)
    {
        if (visitor.DepartureMethod != DepartureMethod.Silent)
            _engine.Leave(visitor.Place, visitor.DepartureMethod == DepartureMethod.Beacon);
        return VisitorBehavior.OnAbandoned(visitor);
    }

    private long Reload(BrowserTab tab, long at)
    {
        _engine.Leave(tab.Visitor.Place, soft: true);
        return _behavior.OnReloaded(tab, at);
    }

    private static double FreeSeats(in EventSnapshot snapshot) => snapshot.Conditions.Numbers.MaximumShoppers is > 0 and var maximum
        ? AdmissionRule.FreeSeats(snapshot.Admitted + snapshot.Seats, maximum)
        : double.PositiveInfinity;

    /// <summary>Of the positions that a full bucket could serve, the share whose visitors were heard as lately as their turn asks for.</summary>
    private double ShareRightfullyHeld()
    {
        if (_trace.Snapshots.Count == 0)
            return 0;
        var last = _trace.Snapshots[^1].Snapshot;
        if (last.Level < (last.Burst - 1) * AdmissionRule.Token)
            return 0;
        var (held, count) = (0, 0);
        foreach (var (entry, silence) in _engine.GetSilence((int)last.Burst))
        {
            count++;
            if (silence <= (_visitors[entry].ReadyReportedAt >= 0 ? _trace.Policy.ReadySilence : _trace.Policy.NoShowTimeout))
                held++;
        }

        return count == 0 ? 0 : (double)held / count;
    }

    private long NextDelay() => _conditions?.NextDelay() ?? 0;

    /// <summary>Null without conditions: the visitor then applies the library's rule with their own random stream.</summary>
    private TimeSpan? PollAfter(Estimate estimate) => _conditions?.PollAfter(estimate.P50, _trace.Policy);

    /// <summary>Records a snapshot if it is new, and returns its index. Each gateway keeps its own snapshot for a second, so a few of
    /// the latest can come again.</summary>
    private int RecordSnapshot(in EventSnapshot snapshot, double held = 0)
    {
        var snapshots = _trace.Snapshots;
        for (var i = snapshots.Count - 1; i >= Math.Max(0, snapshots.Count - 3 * _trace.Scenario.Gateways.Count); i--)
        {
            if (snapshots[i].Snapshot.Now == snapshot.Now)
                return i;
        }

        snapshots.Add(new SnapshotRecord(_clock.Now, snapshot, _trace.Admitted.Count, held));
        return snapshots.Count - 1;
    }
}
