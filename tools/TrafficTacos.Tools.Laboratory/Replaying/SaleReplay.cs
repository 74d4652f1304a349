using TrafficTacos.Queueing.Storage;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>
/// Replays one sale in real time: the visitors of the simulation, from the same seed, send HTTP requests to a gateway.
/// <see cref="VisitorBehavior"/> and <see cref="ObservationRecorder"/> are the same in both. Duplicate places, duplicate admissions
/// and the bound are checked in the store's journal at the end.
/// </summary>
internal sealed class SaleReplay : IDisposable
{
    private const long Second = 1_000_000;
    private const long RetryInterval = Second / 4;

    /// <summary>Guards everything that the tabs share.</summary>
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _cancellationToken;
    private readonly Scenario _scenario;
    private readonly string _eventId;
    private readonly GatewayClient _gateway;
    private readonly WaitingRoomStore _store;
    private readonly SaleTrace _trace;
    private readonly string?[] _tokens;
    private readonly ReferenceBucket _bucket;
    private readonly List<Task> _tabs = [];
    private readonly List<AppliedChange> _changes = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _actionDelays = [];
    private ReplayClock _clock = null!;
    private ObservationRecorder _recorder = null!;
    private VisitorBehavior _behavior = null!;
    private Exception? _error;
    private int _retries;

    public SaleReplay(Scenario scenario, ulong seed, string eventId, GatewayClient gateway, WaitingRoomStore store, CancellationToken cancellationToken)
    {
        (_scenario, _eventId, _gateway, _store, _cancellationToken) = (scenario, eventId, gateway, store, cancellationToken);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _trace = new SaleTrace(scenario, VisitorGenerator.Generate(scenario, seed), store.Policy);
        _tokens = new string?[_trace.Visitors.Length];
        _bucket = new ReferenceBucket(scenario.Bucket);
    }

    public (int Done, int Total) Progress => (_trace.Visitors.Count(visitor => visitor.IsDone), _trace.Visitors.Length);

    public async Task<ReplayResult> RunAsync()
    {
        await _store.ApplyAsync(_eventId, new OperatorChange(0, _scenario.Bucket.AdmissionsPerSecond, _scenario.Bucket.Burst), _cancellationToken);
        _clock = new ReplayClock(TimeProvider.System);
        var storeStart = await ReadStoreStartAsync();
        _recorder = new ObservationRecorder(_trace, storeStart);
        _behavior = new VisitorBehavior(_trace, _recorder, OpenTab);
        var background = Task.WhenAll(GuardAsync(RecordSnapshotsAsync), GuardAsync(ApplyChangesAsync));
        foreach (var visitor in _trace.Visitors)
            OpenTab(new BrowserTab(visitor, true), visitor.ArrivesAt);
        await WhenAllTabsAsync();
        _trace.EndedAt = _clock.Now;
        await _ended.CancelAsync();
        await background;
        _cancellationToken.ThrowIfCancellationRequested();
        if (_error is not null)
            throw new ReplayException(_error.Message, _error);
        var audit = new JournalAudit(await _store.ReadJournalAsync(_eventId), _scenario.Bucket, _changes, storeStart);
        audit.Apply(_trace);
        return new ReplayResult(_trace, _latencies, _actionDelays, _retries);
    }

    public void Dispose() => _ended.Dispose();

    /// <summary>The store's time at the start of the replay clock. The store is assumed to have read its clock in the middle of the call.</summary>
    private async Task<long> ReadStoreStartAsync()
    {
        var sentAt = _clock.Now;
        var snapshot = await _store.MaintainAsync(_eventId, _cancellationToken);
        return snapshot.Now - (sentAt + _clock.Now) / 2;
    }

    private void OpenTab(BrowserTab tab, long due)
    {
        lock (_lock)
            _tabs.Add(GuardAsync(() => RunTabAsync(tab, due)));
    }

    private async Task WhenAllTabsAsync()
    {
        // Tabs open further tabs while they run.
        for (var awaited = 0; ;)
        {
            Task[] tabs;
            lock (_lock)
                tabs = [.. _tabs.Skip(awaited)];
            if (tabs.Length == 0)
                return;
            awaited += tabs.Length;
            await Task.WhenAll(tabs);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The sale ended or was cancelled. RunAsync finds out which.
        }
        catch (Exception exception)
        {
            _error ??= exception;
            await _ended.CancelAsync();
        }
    }

    private async Task RunTabAsync(BrowserTab tab, long due)
    {
        var end = (long)(_scenario.Duration * Second);
        var immediate = VisitorAction.None;
        while (due <= end)
        {
            await _clock.WaitUntilAsync(due, _ended.Token);
            RequestContext request;
            VisitorAction action;
            lock (_lock)
            {
                if (immediate == VisitorAction.None)
                    _actionDelays.Add((_clock.Now - due) / 1e3);
                action = immediate == VisitorAction.None ? VisitorBehavior.NextAction(tab, _clock.Now) : immediate;
                request = _recorder.BeginRequest(tab.Visitor);
            }

            var sentAt = _clock.Now;
            due = await ExecuteAsync(action, tab, request);
            immediate = due == VisitorBehavior.Immediately ? VisitorAction.Poll : VisitorAction.None;
            if (action != VisitorAction.None)
            {
                lock (_lock)
                    _latencies.Add((_clock.Now - sentAt) / 1e3);
            }
        }
    }

    private async Task<long> ExecuteAsync(VisitorAction action, BrowserTab tab, RequestContext request)
    {
        var visitor = tab.Visitor;
        var user = Invariant($"{_eventId}-{visitor.Number}");
        var token = _tokens[visitor.Number]!;
        switch (action)
        {
            case VisitorAction.Join:
                var key = Invariant($"{user}-{(tab.IsFirst ? 0 : 1)}-{tab.JoinsLeft}");
                return Handle(await _gateway.JoinAsync(_eventId, user, key, _ended.Token), (response, at) => OnJoined(tab, response, at));
            case VisitorAction.Poll:
                return Handle(await _gateway.GetStatusAsync(user, token, visitor.IsHidden, _ended.Token), (response, at) => OnStatus(tab, request, response, at));
            case VisitorAction.Enter:
                return Handle(await _gateway.EnterAsync(user, token, _ended.Token), (response, at) => OnEntered(tab, request, response, at));
            case VisitorAction.Reload:
                return Handle(await _gateway.LeaveAsync(user, token, soft: true, _ended.Token), (_, at) => _behavior.OnReloaded(tab, at));
            case VisitorAction.Sleep:
                return VisitorBehavior.OnAsleep(visitor);
            case VisitorAction.Abandon when visitor.DepartureMethod == DepartureMethod.Silent:
                return VisitorBehavior.OnAbandoned(visitor);
            case VisitorAction.Abandon:
                var soft = visitor.DepartureMethod == DepartureMethod.Beacon;
                return Handle(await _gateway.LeaveAsync(user, token, soft, _ended.Token), (_, _) => VisitorBehavior.OnAbandoned(visitor));
            default:
                return VisitorBehavior.Never;
        }
    }

    /// <summary>Handles one response at a time. After a transient failure the tab sends the request again.</summary>
    private long Handle(GatewayResponse response, Func<GatewayResponse, long, long> handler)
    {
        lock (_lock)
        {
            if (!response.IsTransientFailure)
                return handler(response, _clock.Now);
            _retries++;
            return _clock.Now + RetryInterval;
        }
    }

    private long OnJoined(BrowserTab tab, GatewayResponse response, long at)
    {
        _tokens[tab.Visitor.Number] = response.WaitingToken;
        return _behavior.OnJoined(tab, new JoinResponse(_store.ReadPlace(response.WaitingToken), default, response.PollAfter), at);
    }

    private long OnStatus(BrowserTab tab, RequestContext request, GatewayResponse response, long at)
    {
        // Another tab of this visitor is about to receive the response that admits them.
        if (response.State == PlaceState.Admitted)
            return at + RetryInterval;
        var status = new StatusResponse(
            response.State, response.Body!.Position, _bucket.GetLevel(at), response.Body.Paused, -1, response.Estimate, response.PollAfter);
        return _behavior.OnStatus(tab, request, status, at);
    }

    private long OnEntered(BrowserTab tab, RequestContext request, GatewayResponse response, long at)
    {
        if (response.EnterCode == EnterCode.Granted && !tab.Visitor.IsDone)
            _bucket.TryTake(at);
        return _behavior.OnEntered(tab, request, response.EnterCode, at);
    }

    /// <summary>Takes a snapshot every second, as any traffic does.</summary>
    private async Task RecordSnapshotsAsync()
    {
        while (true)
        {
            var sentAt = _clock.Now;
            var snapshot = await _store.MaintainAsync(_eventId, _ended.Token);
            lock (_lock)
                _trace.Snapshots.Add(new SnapshotRecord((sentAt + _clock.Now) / 2, snapshot, _trace.Admitted.Count));
            await _clock.WaitForNextSecondAsync(_ended.Token);
        }
    }

    private async Task ApplyChangesAsync()
    {
        foreach (var change in _scenario.Changes)
        {
            await _clock.WaitUntilAsync((long)(change.At * Second), _ended.Token);
            var sentAt = _clock.Now;
            lock (_lock)
                _recorder.BeginSettingsChange();
            await _store.ApplyAsync(_eventId, change, _ended.Token);
            lock (_lock)
            {
                var completedAt = _clock.Now;
                _bucket.Apply(change, completedAt);
                _recorder.EndSettingsChange(resumed: change.Paused == false, completedAt);
                _changes.Add(new AppliedChange(sentAt, completedAt, change));
            }
        }
    }
}
