using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>
/// Runs a scenario: takes whoever is next to do something, sets the clock to that instant, and lets them do it to the real
/// engine. One thread; everything by chance comes from the seed; so the same scenario and seed are the same sale.
/// </summary>
internal sealed class Sale : IDisposable
{
    private const long Second = 1_000_000;
    private const int MostTracked = 1500;

    private readonly VirtualClock _clock = new();
    private readonly PriorityQueue<Tab, long> _next = new();
    private readonly Trace _trace;
    private readonly Engine _engine;
    private readonly ReferenceBucket _bucket;
    private readonly Queue<Change> _changes;
    private long _changedAt = -1;
    private long _resumedAt = -1;
    private long _furthestReady = -1;

    private Sale(Scenario scenario, ulong seed)
    {
        var people = Crowd.Draw(scenario, seed);
        _engine = new Engine(scenario, _clock);
        _trace = new Trace(scenario, people, _engine.Policy);
        _bucket = new ReferenceBucket(scenario.Bucket);
        _changes = new Queue<Change>(scenario.Changes);
        var staying = people.Where(person => !person.Ghost).ToArray();
        for (var i = 0; i < Math.Min(MostTracked, staying.Length); i++)
            staying[(int)((long)i * staying.Length / Math.Min(MostTracked, staying.Length))].Tracked = true;
    }

    public static Trace Run(Scenario scenario, ulong seed, Action<double>? progress = null)
    {
        using var sale = new Sale(scenario, seed);
        sale.Run(progress);
        return sale._trace;
    }

    public void Dispose() => _engine.Dispose();

    private void Run(Action<double>? progress)
    {
        foreach (var person in _trace.People)
            _next.Enqueue(new Tab(person, true), person.Arrives);
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

            var again = Step(tab, at);
            if (again == long.MaxValue)
                _next.Dequeue();
            else
                _next.DequeueEnqueue(tab, Math.Max(at + 1, again));
            _trace.Ended = at;
        }
    }

    private void Operate(Change change)
    {
        _clock.Now = Math.Max(_clock.Now, (long)(change.At * Second));
        _engine.Change(change);
        _bucket.Change(change, _clock.Now);
        (_changedAt, _furthestReady) = (_clock.Now, -1);
        if (change.Paused == false)
            _resumedAt = _clock.Now;
    }

    /// <summary>Does what is due; when to be woken again.</summary>
    private long Step(Tab tab, long at)
    {
        var person = tab.Person;
        if (person.Done)
            return long.MaxValue;
        if (!tab.Waiting)
            return Join(tab, at);
        if (tab.Entering)
            return Enter(tab, at);
        if (at >= person.GivesUpAt)
            return GiveUp(person);
        if (at >= tab.NextReload)
            return Reload(tab, at);
        return Ask(tab, at);
    }

    private long Join(Tab tab, long at)
    {
        var person = tab.Person;
        var (reply, pulse) = _engine.Join(person);
        _trace.Joins++;
        Note(pulse);
        if (person.Joined && reply.Created)
            _trace.Verdicts.SecondPlaces++;
        person.Place = new Place(person.Entry, reply.Ticket);
        if (--tab.JoinsLeft > 0 && tab.First)
        {
            person.Joined = true;
            return at + 50_000;
        }

        if (tab.First)
        {
            for (var other = 1; other < person.Tabs; other++)
                _next.Enqueue(new Tab(person, false) { JoinsLeft = 1 }, at + (long)(person.Chance.Between(0.2, 20) * Second));
        }

        person.Joined = tab.Waiting = true;
        tab.NextReload = NextReload(person, at);
        if (person.Ghost)
        {
            person.Fate = Fate.Ghost;
            return long.MaxValue;
        }

        // The page shows the time at once, so whoever is tracked asks at once.
        if (person.Tracked && tab.First)
            return Ask(tab, at);
        var estimate = WaitEstimator.Estimate(reply.Position, reply.Now - reply.Ticket, pulse, _trace.Policy);
        return Later(tab, at, estimate.P50);
    }

    private long Ask(Tab tab, long at)
    {
        var person = tab.Person;
        var told = _engine.Status(person.Place);
        _trace.Polls++;
        if (told.Position > person.Position)
            _trace.Verdicts.PositionsRisen++;
        person.Position = told.Position;
        var pulse = Note(told.Pulse);
        switch (told.State)
        {
            case PlaceState.Waiting:
                return Later(tab, at, Wait(person, told, at, pulse));
            case PlaceState.Ready:
                return Ready(tab, told, at);
            default:
                person.Fate = Fate.Lost;
                return long.MaxValue;
        }
    }

    private TimeSpan Wait(Person person, in Told told, long at, int pulse)
    {
        if (person.Place.Ticket < _furthestReady)
            _trace.Verdicts.Inversions++;
        person.Before = (at, Missing(told));
        var waited = VirtualClock.StoreTime(at) - person.Place.Ticket;
        if (person.Tracked)
            _trace.Asks.Add(new Ask(person.Number, at, told.Position, waited, told.Level, pulse, told.Paused));
        return WaitEstimator.Estimate(told.Position, waited, told.Pulse, _trace.Policy).P50;
    }

    private long Ready(Tab tab, in Told told, long at)
    {
        var person = tab.Person;
        if (person.ReadyAt < 0)
            person.ReadyAt = BecameReady(person, told, at);
        if (person.ToldReadyAt < 0)
            person.ToldReadyAt = at;
        _furthestReady = Math.Max(_furthestReady, person.Place.Ticket);
        switch (person.AtTheHead)
        {
            case GivingUpKind.Head:
                person.Fate = Fate.GaveUp;
                return long.MaxValue;
            case GivingUpKind.Linger:
                return Later(tab, at, TimeSpan.Zero);
            default:
                tab.Entering = true;
                return at + (long)(person.Chance.Exponential(1 / Math.Max(1e-6, _trace.Scenario.Think)) * Second);
        }
    }

    private long Enter(Tab tab, long at)
    {
        var person = tab.Person;
        tab.Entering = false;
        var code = _engine.Enter(person.Place);
        switch (code)
        {
            case EnterCode.Granted:
                if (!_bucket.Take(at))
                    _trace.Verdicts.BoundViolations++;
                (person.Fate, person.EnteredAt) = (Fate.Admitted, at);
                _trace.Admitted.Add(person.Number);
                return long.MaxValue;
            case EnterCode.NotReady:
                if (person.ToldReadyAt > _changedAt)
                    _trace.Verdicts.BrokenPromises++;
                return at + 2 * Second;
            default:
                // Dawdling beyond the head grace is a silence; a place that goes before is a promise broken.
                if (at - person.ToldReadyAt < _trace.Policy.HeadGrace)
                    _trace.Verdicts.BrokenPromises++;
                person.Fate = Fate.Lost;
                return long.MaxValue;
        }
    }

    private long GiveUp(Person person)
    {
        if (person.Manner != Manner.Silent)
            _engine.Leave(person.Place, person.Manner == Manner.Beacon);
        person.Fate = Fate.GaveUp;
        return long.MaxValue;
    }

    private long Reload(Tab tab, long at)
    {
        _engine.Leave(tab.Person.Place, soft: true);
        tab.NextReload = NextReload(tab.Person, at);
        return tab.NextPoll = at + (long)(tab.Person.Chance.Between(0.5, 4) * Second);
    }

    private long NextReload(Person person, long at) => _trace.Scenario.ReloadsPerHour is var rate and > 0
        ? at + (long)(person.Chance.Exponential(rate / 3600) * Second)
        : long.MaxValue;

    private long Later(Tab tab, long at, TimeSpan left)
    {
        var person = tab.Person;
        var told = (long)PollPacing.After(left, _trace.Policy, person.Chance.Share()).TotalMicroseconds;
        tab.NextPoll = at + person.Polling switch
        {
            { Kind: PollingKind.Every } every => (long)(every.Number * Second),
            { Kind: PollingKind.Lazy } lazy => (long)(told * lazy.Number),
            { Kind: PollingKind.Jittered } around => (long)(told * person.Chance.Between(1 - around.Number, 1 + around.Number)),
            _ => told,
        };
        return Math.Min(tab.NextPoll, Math.Min(person.GivesUpAt, tab.NextReload));
    }

    private double Missing(in Told told) =>
        (told.Position <= _trace.Policy.Bypass ? told.Position - _trace.Policy.Overdraft : told.Position) - told.Level / AdmissionRule.Token;

    /// <summary>Between two answers the missing tokens fall about evenly, so the instant they were none is known to a fraction
    /// of a poll; but it is not before the minimum wait was over, nor before a pause was.</summary>
    private long BecameReady(Person person, in Told told, long at)
    {
        var (before, missing) = person.Before;
        if (before < 0)
            return at;
        var now = Missing(told);
        var crossed = missing <= 0 ? before : before + (long)((at - before) * Math.Clamp(missing / Math.Max(1e-9, missing - now), 0, 1));
        var waited = person.Place.Ticket - VirtualClock.StoreTime(0) + (long)AdmissionRule.MinimumWait(told.Position, _trace.Policy);
        if (_resumedAt > before)
            crossed = Math.Max(crossed, _resumedAt);
        return Math.Min(at, Math.Max(crossed, waited));
    }

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
