using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>
/// One sale in real time: the people of the simulation, from the same seed, as HTTP calls to a gateway. <see cref="Visit"/> says
/// who acts when and <see cref="Witness"/> writes down what they saw, here as there. What only the store knows (second places,
/// second admissions, the bound) is judged at the end by its journal.
/// </summary>
internal sealed class Replay : IDisposable
{
    private const long Second = 1_000_000;
    private const long RetryAfter = Second / 4;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over;
    private readonly CancellationToken _stop;
    private readonly Scenario _scenario;
    private readonly string _eventId;
    private readonly GatewayClient _gateway;
    private readonly EventStore _store;
    private readonly Trace _trace;
    private readonly string?[] _tokens;
    private readonly ReferenceBucket _bucket;
    private readonly List<Task> _tabs = [];
    private readonly List<Operation> _operations = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _delays = [];
    private RunClock _clock = null!;
    private Witness _witness = null!;
    private Visit _visit = null!;
    private Exception? _trouble;
    private int _failures;

    public Replay(Scenario scenario, ulong seed, string eventId, GatewayClient gateway, EventStore store, CancellationToken stop)
    {
        (_scenario, _eventId, _gateway, _store, _stop) = (scenario, eventId, gateway, store, stop);
        _over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _trace = new Trace(scenario, Crowd.Draw(scenario, seed), store.Policy);
        _tokens = new string?[_trace.People.Length];
        _bucket = new ReferenceBucket(scenario.Bucket);
    }

    /// <summary>How many are through, of how many.</summary>
    public (int Through, int Of) Progress => (_trace.People.Count(person => person.Done), _trace.People.Length);

    public async Task<Replayed> RunAsync()
    {
        await _store.ChangeAsync(_eventId, new Change(0, _scenario.Bucket.Refill, _scenario.Bucket.Capacity), _stop);
        _clock = new RunClock(TimeProvider.System);
        var storeStart = await SynchroniseAsync();
        _witness = new Witness(_trace, storeStart);
        _visit = new Visit(_trace, _witness, Open);
        var watching = Task.WhenAll(GuardAsync(WatchAsync), GuardAsync(OperateAsync));
        foreach (var person in _trace.People)
            Open(new Tab(person, true), person.Arrives);
        await AllThroughAsync();
        _trace.Ended = _clock.Now;
        await _over.CancelAsync();
        await watching;
        _stop.ThrowIfCancellationRequested();
        if (_trouble is not null)
            throw new ReplayException(_trouble.Message, _trouble);
        var audit = new Audit(await _store.JournalAsync(_eventId), _scenario.Bucket, _operations, storeStart);
        audit.Judge(_trace);
        return new Replayed(_trace, _latencies, _delays, _failures);
    }

    public void Dispose() => _over.Dispose();

    /// <summary>The store's clock at the start of this one: the middle of a question is when it was answered.</summary>
    private async Task<long> SynchroniseAsync()
    {
        var sent = _clock.Now;
        var pulse = await _store.PulseAsync(_eventId, _stop);
        return pulse.Now - (sent + _clock.Now) / 2;
    }

    private void Open(Tab tab, long due)
    {
        lock (_lock)
            _tabs.Add(GuardAsync(() => LiveAsync(tab, due)));
    }

    private async Task AllThroughAsync()
    {
        // Tabs open further tabs.
        for (var seen = 0; ;)
        {
            Task[] more;
            lock (_lock)
                more = [.. _tabs.Skip(seen)];
            if (more.Length == 0)
                return;
            seen += more.Length;
            await Task.WhenAll(more);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // Over, or stopped; whoever waits for all of them says which.
        }
        catch (Exception exception)
        {
            _trouble ??= exception;
            await _over.CancelAsync();
        }
    }

    private async Task LiveAsync(Tab tab, long due)
    {
        var end = (long)(_scenario.Seconds * Second);
        var next = Deed.Nothing;
        while (due <= end)
        {
            await _clock.UntilAsync(due, _over.Token);
            Question question;
            Deed deed;
            lock (_lock)
            {
                if (next == Deed.Nothing)
                    _delays.Add((_clock.Now - due) / 1e3);
                deed = next == Deed.Nothing ? Visit.Due(tab, _clock.Now) : next;
                question = _witness.Ask(tab.Person);
            }

            var sent = _clock.Now;
            due = await DoAsync(deed, tab, question);
            next = due == Visit.AtOnce ? Deed.Ask : Deed.Nothing;
            if (deed != Deed.Nothing)
            {
                lock (_lock)
                    _latencies.Add((_clock.Now - sent) / 1e3);
            }
        }
    }

    private async Task<long> DoAsync(Deed deed, Tab tab, Question question)
    {
        var person = tab.Person;
        var user = Invariant($"{_eventId}-{person.Number}");
        var token = _tokens[person.Number]!;
        return deed switch
        {
            Deed.Join => Heard(await _gateway.JoinAsync(_eventId, user, Invariant($"{user}-{(tab.First ? 0 : 1)}-{tab.JoinsLeft}"), _over.Token), (answer, at) => Joined(tab, answer, at)),
            Deed.Ask => Heard(await _gateway.StatusAsync(user, token, _over.Token), (answer, at) => Asked(tab, question, answer, at)),
            Deed.Enter => Heard(await _gateway.EnterAsync(user, token, _over.Token), (answer, at) => Entered(tab, question, answer, at)),
            Deed.Reload => Heard(await _gateway.LeaveAsync(user, token, soft: true, _over.Token), (_, at) => _visit.Reloaded(tab, at)),
            Deed.GiveUp when person.Manner == Manner.Silent => Visit.GaveUp(person),
            Deed.GiveUp => Heard(await _gateway.LeaveAsync(user, token, person.Manner == Manner.Beacon, _over.Token), (_, _) => Visit.GaveUp(person)),
            _ => Visit.Never,
        };
    }

    /// <summary>One answer at a time; what was not answered is asked again.</summary>
    private long Heard(Answer answer, Func<Answer, long, long> then)
    {
        lock (_lock)
        {
            if (!answer.Failed)
                return then(answer, _clock.Now);
            _failures++;
            return _clock.Now + RetryAfter;
        }
    }

    private long Joined(Tab tab, Answer answer, long at)
    {
        _tokens[tab.Person.Number] = answer.WaitingToken;
        return _visit.Joined(tab, new Welcome(_store.Read(answer.WaitingToken), default, answer.PollAfter), at);
    }

    private long Asked(Tab tab, Question question, Answer answer, long at)
    {
        // Another tab is just hearing that it is in.
        if (answer.State == PlaceState.Admitted)
            return at + RetryAfter;
        var told = new Told(answer.State, answer.Body!.Position, _bucket.Level(at), answer.Body.Paused, -1, answer.Wait, answer.PollAfter);
        return _visit.Asked(tab, question, told, at);
    }

    private long Entered(Tab tab, Question question, Answer answer, long at)
    {
        if (answer.Entered == EnterCode.Granted && !tab.Person.Done)
            _bucket.Take(at);
        return _visit.Entered(tab, question, answer.Entered, at);
    }

    /// <summary>Takes a pulse a second, as any traffic does, and keeps it.</summary>
    private async Task WatchAsync()
    {
        while (true)
        {
            var sent = _clock.Now;
            var pulse = await _store.PulseAsync(_eventId, _over.Token);
            lock (_lock)
                _trace.Beats.Add(new Beat((sent + _clock.Now) / 2, pulse, _trace.Admitted.Count));
            await _clock.NextSecondAsync(_over.Token);
        }
    }

    private async Task OperateAsync()
    {
        foreach (var change in _scenario.Changes)
        {
            await _clock.UntilAsync((long)(change.At * Second), _over.Token);
            var begun = _clock.Now;
            lock (_lock)
                _witness.Changing();
            await _store.ChangeAsync(_eventId, change, _over.Token);
            lock (_lock)
            {
                var at = _clock.Now;
                _bucket.Change(change, at);
                _witness.Changed(resumed: change.Paused == false, at);
                _operations.Add(new Operation(begun, at, change));
            }
        }
    }
}
