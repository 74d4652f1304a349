using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Snapshooter.Xunit;
using StackExchange.Redis;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Tests;

public sealed class TelemetryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));

    private (TestRoom Room, MeterListener Listener, List<string> Lines) Listen(Action<WaitingRoomBuilder>? store = null)
    {
        var builder = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddWaitingRoom(o => o.KnownEvents.Add("concert"));
        store?.Invoke(builder);
        var services = builder.Services.BuildServiceProvider();
        var lines = new List<string>();
        var factory = services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == WaitingRoomTelemetry.MeterName && instrument.Meter.Scope == factory)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();
        return (new TestRoom(services), listener, lines);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            lines.Add(FormattableString.Invariant($"{instrument.Name} [{instrument.Unit}] {value:0.###} {string.Join(", ", tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
    }

    /// <summary>In steps of a second, as the maintenance needs.</summary>
    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Fact]
    public void Names_are_a_contract() =>
        Snapshot.Match(string.Join('\n', typeof(WaitingRoomTelemetry).GetFields().Select(field => $"{field.Name} = {field.GetRawConstantValue()}")));

    [Fact]
    public async Task Every_operation_is_counted_timed_and_labelled()
    {
        var (room, listener, lines) = Listen();
        using var _ = listener;
        var joined = await room.JoinAsync("concert");
        var other = await room.JoinAsync("concert");
        await room.GetStatusAsync(joined.WaitingToken!);
        await room.GetStatusAsync("forged");
        _time.Advance(TimeSpan.FromSeconds(3));
        var entered = await room.EnterAsync(joined.WaitingToken!);
        var claim = (await room.ClaimAsync("concert", entered.ReservationToken!)).Claim!;
        await room.ReleaseAsync(claim);
        await room.SpendAsync((await room.ClaimAsync("concert", entered.ReservationToken!)).Claim!);
        await room.LeaveAsync(other.WaitingToken!);
        await room.ChangeSettingsAsync("concert", new EventSettingsChange { Mode = EventMode.Paused });
        _time.Advance(TimeSpan.FromSeconds(3));
        await room.JoinAsync("concert");
        listener.RecordObservableInstruments();
        Snapshot.Match(string.Join('\n', lines));
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_its_lease_is_counted()
    {
        var (room, listener, lines) = Listen();
        using var _ = listener;
        var entered = await room.EnterAsync((await room.JoinAsync("concert")).WaitingToken!);
        await room.ReleaseAsync((await room.ClaimAsync("concert", entered.ReservationToken!)).Claim!);
        var claim = (await room.ClaimAsync("concert", entered.ReservationToken!)).Claim!;
        _time.Advance(new EventOptions().ClaimLease);
        await room.ReleaseAsync(claim);
        Assert.DoesNotContain(lines, line => line.StartsWith(WaitingRoomTelemetry.LeaseOverruns, StringComparison.Ordinal));
        claim = (await room.ClaimAsync("concert", entered.ReservationToken!)).Claim!;
        _time.Advance(new EventOptions().ClaimLease + TimeSpan.FromMilliseconds(1));
        await room.SpendAsync(claim);
        Assert.Equal("queue.lease_overruns [{request}] 1 type=pass", Assert.Single(lines, line => line.StartsWith(WaitingRoomTelemetry.LeaseOverruns, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_not_counted_as_an_outage()
    {
        var neverConnected = new TaskCompletionSource<IConnectionMultiplexer>();
        var (room, listener, lines) = Listen(builder => builder.UseRedis(_ => neverConnected.Task));
        using var _ = listener;
        using var canceling = new CancellationTokenSource();
        var joining = room.JoinAsync("concert", cancellationToken: canceling.Token);
        await canceling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        Assert.Contains("queue.operations [{operation}] 1 operation=join, result=canceled, event_id=concert", lines);
        Assert.DoesNotContain(lines, line => line.Contains("unavailable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configured_rate_follows_a_change_and_is_0_in_a_pause()
    {
        var (room, listener, lines) = Listen();
        using var _ = listener;
        Assert.Equal("50", await RateAfterAsync(new EventSettingsChange()));
        Assert.Equal("7.5", await RateAfterAsync(new EventSettingsChange { AdmissionsPerSecond = 7.5 }));
        Assert.Equal("0", await RateAfterAsync(new EventSettingsChange { Mode = EventMode.Paused }));
        Assert.Equal("7.5", await RateAfterAsync(new EventSettingsChange { Mode = EventMode.Normal }));

        async Task<string> RateAfterAsync(EventSettingsChange change)
        {
            await room.ChangeSettingsAsync("concert", change);
            _time.Advance(TimeSpan.FromSeconds(2));
            await room.JoinAsync("concert");
            lines.Clear();
            listener.RecordObservableInstruments();
            var line = Assert.Single(lines, line => line.StartsWith(WaitingRoomTelemetry.ConfiguredRate + " ", StringComparison.Ordinal));
            Assert.EndsWith("event_id=concert", line);
            return line.Split(' ')[2];
        }
    }

    [Fact]
    public async Task Labels_are_bounded_to_100_events_then_other()
    {
        var (room, listener, lines) = Listen();
        using var _ = listener;
        for (var i = 0; i < 150; i++)
            await room.JoinAsync($"event-{i}");
        listener.RecordObservableInstruments();
        Assert.Equal(101, lines.Where(line => line.Contains("event_id=", StringComparison.Ordinal)).Select(line => line.Split("event_id=")[1].Split(',')[0]).Distinct().Count());
        Assert.Equal(50, lines.Count(line => line.StartsWith("queue.operations ", StringComparison.Ordinal) && line.EndsWith("event_id=other", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_configured_event_has_its_label_whatever_others_invent_and_however_it_is_spelled()
    {
        var (room, listener, lines) = Listen(builder => builder.Services.Configure<WaitingRoomOptions>(options =>
        {
            options.Events["Concert"] = new EventOptions();
            options.KnownEvents.Add("opera");
            options.KnownEvents.Add("event-*");
        }));
        using var _ = listener;
        for (var i = 0; i < 101; i++)
            await room.JoinAsync($"event-{i}");
        lines.Clear();
        foreach (var eventId in (string[])["concert", "CONCERT", "opera", "event-200"])
            await room.JoinAsync(eventId);
        Assert.Equal(
            ["Concert", "Concert", "opera", "other"],
            lines.Where(line => line.StartsWith("queue.operations ", StringComparison.Ordinal)).Select(line => line.Split("event_id=")[1]));
    }

    [Fact]
    public async Task The_gauges_of_an_event_end_a_minute_after_nobody_is_there()
    {
        var (room, listener, lines) = Listen();
        using var _ = listener;
        await room.LeaveAsync((await room.JoinAsync("concert")).WaitingToken!);
        Assert.NotEmpty(await GaugesAfterAsync(seconds: 60));
        Assert.Empty(await GaugesAfterAsync(seconds: 5));
        await room.JoinAsync("concert");
        Assert.NotEmpty(await GaugesAfterAsync(seconds: 2));

        async Task<List<string>> GaugesAfterAsync(int seconds)
        {
            await PassAsync(seconds);
            lines.Clear();
            listener.RecordObservableInstruments();
            return [.. lines];
        }
    }

    [Fact]
    public async Task Places_that_are_remembered_are_counted_by_reason()
    {
        var (room, listener, lines) = Listen(builder => builder.Services.Configure<WaitingRoomOptions>(options => (options.Burst, options.Overdraft) = (1, 0)));
        using var _ = listener;
        await room.JoinAsync("concert");
        await room.JoinAsync("concert");
        await PassAsync(12);
        Assert.Equal(["queue.places_remembered [{visitor}] 1 event_id=concert, reason=turn_passed"], Remembered());
        await PassAsync(300);
        Assert.Equal("queue.places_remembered [{visitor}] 1 event_id=concert, reason=asleep", Remembered()[^1]);
        listener.RecordObservableInstruments();
        Assert.Contains("queue.remembered [{visitor}] 2 event_id=concert", lines);

        List<string> Remembered() => [.. lines.Where(line => line.StartsWith("queue.places_remembered", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Spans_are_named_after_the_operation_and_carry_no_token()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WaitingRoomTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var (room, meters, _) = Listen();
        using var _ = meters;
        var eventId = "spans-" + Guid.NewGuid().ToString("n");
        var token = (await room.JoinAsync(eventId, user: "somebody")).WaitingToken!;
        await room.GetStatusAsync(token);
        await room.EnterAsync(token, "somebody");
        var own = spans.Where(span => (string?)span.GetTagItem(WaitingRoomTelemetry.EventLabel) == eventId).ToList();
        Assert.Equal(["queue.join", "queue.status", "queue.enter"], own.Select(span => span.OperationName));
        Assert.DoesNotContain(own.SelectMany(span => span.TagObjects), tag => tag.Value is string text && (text == token || text == "somebody"));
    }
}
