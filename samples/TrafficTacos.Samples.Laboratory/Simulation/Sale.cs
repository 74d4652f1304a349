using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>
/// Runs a scenario: takes whoever is next to do something, sets the clock to that instant, and lets them do it to the real
/// engine. One thread; everything by chance comes from the seed; so the same scenario and seed are the same sale. With
/// <see cref="Weather"/> the same people meet what a real run has besides.
/// </summary>
internal sealed class Sale : IDisposable
{
    private const long Second = 1_000_000;

    private readonly VirtualClock _clock;
    private readonly Weather? _weather;
    private readonly PriorityQueue<Tab, long> _next = new();
    private readonly Trace _trace;
    private readonly Engine _engine;
    private readonly ReferenceBucket _bucket;
    private readonly Witness _witness;
    private readonly Visit _visit;
    private readonly Queue<Change> _changes;

    private Sale(Scenario scenario, ulong seed, Weather? weather)
    {
        (_weather, _clock) = (weather, new VirtualClock(weather?.Start ?? 0));
        var people = Crowd.Draw(scenario, seed);
        _engine = new Engine(scenario, _clock);
        _trace = new Trace(scenario, people, _engine.Policy);
        _bucket = new ReferenceBucket(scenario.Bucket);
        _witness = new Witness(_trace, _clock.StoreTime(0));
        _visit = new Visit(_trace, _witness, _next.Enqueue);
        _changes = new Queue<Change>(scenario.Changes);
    }

    public static Trace Run(Scenario scenario, ulong seed, Action<double>? progress = null, Weather? weather = null)
    {
        using var sale = new Sale(scenario, seed, weather);
        sale.Run(progress);
        return sale._trace;
    }

    public void Dispose() => _engine.Dispose();

    private void Run(Action<double>? progress)
    {
        foreach (var person in _trace.People)
            _next.Enqueue(new Tab(person, true), person.Arrives + Delay());
        var end = (long)(_trace.Scenario.Seconds * Second);
        var tell = 0L;
        while (_next.TryPeek(out var tab, out var at) && at <= end)
        {
            while (_changes.TryPeek(out var change) && change.At * Second <= at)
                Operate(_changes.Dequeue());
            _clock.Now = at;
            if (at >= tell)
            {
                progress?.Invoke((double)at / end);
                tell = at + 10 * Second;
            }

            var again = Do(Visit.Due(tab, at), tab, at);
            if (again == Visit.AtOnce)
                again = _weather is null ? Do(Deed.Ask, tab, at) : at;
            if (again == Visit.Never)
                _next.Dequeue();
            else
                _next.DequeueEnqueue(tab, Math.Max(at + 1, again + Delay()));
            _trace.Ended = at;
        }
    }

    private void Operate(Change change)
    {
        _clock.Now = Math.Max(_clock.Now, (long)(change.At * Second));
        _engine.Change(change);
        _bucket.Change(change, _clock.Now);
        _witness.Changed(resumed: change.Paused == false, _clock.Now);
    }

    /// <summary>Does what is due; when to be woken again.</summary>
    private long Do(Deed deed, Tab tab, long at) => deed switch
    {
        Deed.Join => Join(tab, at),
        Deed.Ask => Ask(tab, at),
        Deed.Enter => Enter(tab, at),
        Deed.GiveUp => GiveUp(tab.Person),
        Deed.Reload => Reload(tab, at),
        _ => Visit.Never,
    };

    private long Join(Tab tab, long at)
    {
        var person = tab.Person;
        var (reply, pulse) = _engine.Join(person);
        Note(pulse);
        if (person.Joined && reply.Created)
            _trace.Verdicts.SecondPlaces++;
        var estimate = WaitEstimator.Estimate(reply.Position, reply.Now - reply.Ticket, pulse, _trace.Policy);
        return _visit.Joined(tab, new Welcome(new Place(person.Entry, reply.Ticket), estimate.P50, PollAfter(estimate)), at);
    }

    private long Ask(Tab tab, long at)
    {
        var place = tab.Person.Place;
        var question = _witness.Ask(tab.Person);
        var (answer, reply, pulse) = _engine.Status(place);
        var beat = Note(pulse);
        var wait = answer.State == PlaceState.Waiting
            ? WaitEstimator.Estimate(answer.Position, _clock.StoreTime(at) - place.Ticket, pulse, _trace.Policy)
            : default;
        return _visit.Asked(tab, question, new Told(answer.State, answer.Position, reply.Level, reply.Paused, beat, wait, PollAfter(wait)), at);
    }

    private long Enter(Tab tab, long at)
    {
        var question = _witness.Ask(tab.Person);
        var code = _engine.Enter(tab.Person.Place);
        if (code == EnterCode.Granted && !_bucket.Take(at))
            _trace.Verdicts.BoundViolations++;
        return _visit.Entered(tab, question, code, at);
    }

    private long GiveUp(Person person)
    {
        if (person.Manner != Manner.Silent)
            _engine.Leave(person.Place, person.Manner == Manner.Beacon);
        return Visit.GaveUp(person);
    }

    private long Reload(Tab tab, long at)
    {
        _engine.Leave(tab.Person.Place, soft: true);
        return _visit.Reloaded(tab, at);
    }

    private long Delay() => _weather?.Delay() ?? 0;

    /// <summary>Null: by the library's rule, with chance from the person's seed.</summary>
    private TimeSpan? PollAfter(Estimate wait) => _weather?.PollAfter(wait.P50, _trace.Policy);

    /// <summary>Keeps a pulse when it is new; which one it is. Each gateway goes on with its own for a second.</summary>
    private int Note(in Pulse pulse)
    {
        var beats = _trace.Beats;
        for (var i = beats.Count - 1; i >= Math.Max(0, beats.Count - 3 * _trace.Scenario.Gateways.Count); i--)
        {
            if (beats[i].Pulse.Now == pulse.Now)
                return i;
        }

        beats.Add(new Beat(_clock.Now, pulse, _trace.Admitted.Count));
        return beats.Count - 1;
    }
}
