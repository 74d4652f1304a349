using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

public sealed class InMemoryQueueStoreTests
{
    private static readonly EventPolicy Policy = new(new EventOptions { AdmissionsPerSecond = 1, Burst = 1, Overdraft = 0, OverdraftPositions = 0, MinimumWaits = [new()] });

    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    private readonly SettableClock _time = new();
    private readonly InMemoryQueueStore _store;

    public InMemoryQueueStoreTests() => _store = new InMemoryQueueStore(_time);

    [Fact]
    public async Task Admission_goes_on_when_the_wall_clock_is_set_back()
    {
        var places = new List<Place>();
        for (var i = 1; i <= 3; i++)
            places.Add(new Place(new EntryId((ulong)i), (await _store.JoinAsync("concert", new EntryId((ulong)i), Policy, default)).Ticket));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));

        foreach (var place in places.Skip(1))
        {
            _time.SetBack += TimeSpan.FromHours(1);
            Assert.Equal(EnterCode.NotReady, await EnterAsync(place));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(EnterCode.Granted, await EnterAsync(place));
        }
    }

    [Fact]
    public async Task What_only_reads_leaves_no_event_behind()
    {
        var place = new Place(new EntryId(1), 1);
        await _store.SettingsAsync("settings", new EventSettingsChange(), Policy, default);
        await _store.StatusAsync("status", place, false, Policy, default);
        await _store.EnterAsync("enter", place, 0, Policy, default);
        await _store.LeaveAsync("leave", place, soft: false, Policy, default);
        await _store.RedeemAsync("redeem", place, RedeemStep.Claim, 1, Policy, default);
        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task It_always_answers() => Assert.True(await _store.PingAsync(default));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_is_forgotten_when_nobody_has_come_for_its_retention(bool maintained)
    {
        var place = new Place(new EntryId(1), (await _store.JoinAsync("concert", new EntryId(1), Policy, default)).Ticket);
        if (maintained)
        {
            _time.Advance(TimeSpan.FromHours(7));
            await _store.MaintainAsync("concert", TimeSpan.Zero, Policy, default);
        }

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await _store.StatusAsync("concert", place, false, Policy, default)).Length);
        _time.Advance(Instant);
        Assert.Equal(0, (await _store.StatusAsync("concert", place, false, Policy, default)).Length);
        Assert.Equal(0, _store.Count);
        // And begins anew for whoever comes then.
        Assert.True((await _store.JoinAsync("concert", place.Entry, Policy, default)).Created);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_operator_changed_is_kept_a_month_longer_whoever_comes(bool visited)
    {
        await _store.SettingsAsync("concert", new EventSettingsChange { Burst = 7 }, Policy, default);
        if (visited)
            await _store.JoinAsync("concert", new EntryId(1), Policy, default);
        _time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(7, await BurstAsync());
        _time.Advance(Instant);
        Assert.Equal(1, await BurstAsync());

        async Task<int> BurstAsync() => (await _store.SettingsAsync("concert", new EventSettingsChange(), Policy, default)).Settings.Burst;
    }

    [Fact]
    public async Task Whenever_the_events_have_doubled_those_that_have_expired_go()
    {
        await JoinAsync(from: 0, to: 1024);
        _time.Advance(TimeSpan.FromHours(20));
        await JoinAsync(from: 1024, to: 1025);
        Assert.Equal(1025, _store.Count);
        _time.Advance(TimeSpan.FromHours(4) + Instant);
        await JoinAsync(from: 1025, to: 2048);
        Assert.Equal(2048, _store.Count);
        await JoinAsync(from: 2048, to: 2049);
        Assert.Equal(2049 - 1024, _store.Count);
    }

    [Fact]
    public async Task A_thousand_events_are_few_and_expired_ones_among_them_may_stay()
    {
        await JoinAsync(from: 0, to: 1024);
        _time.Advance(TimeSpan.FromDays(2));
        await JoinAsync(from: 1024, to: 1025);
        Assert.Equal(1, _store.Count);
        _time.Advance(TimeSpan.FromDays(2));
        await JoinAsync(from: 1025, to: 1026);
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public async Task A_journal_keeps_its_last_records()
    {
        var policy = new EventPolicy(new EventOptions { JournalLength = 3 });
        for (var i = 1; i <= 5; i++)
            await _store.JoinAsync("concert", new EntryId((ulong)i), policy, default);
        Assert.Equal([3, 4, 5], _store.Peek("concert").Journal.Select(record => (int)record.Entry.Value));
    }

    [Fact]
    public async Task A_claim_may_be_ended_for_twenty_minutes_after_its_pass()
    {
        var policy = new EventPolicy(new EventOptions());
        var places = new List<Place>();
        for (var i = 1; i <= 2; i++)
        {
            places.Add(new Place(new EntryId((ulong)i), (await _store.JoinAsync("concert", new EntryId((ulong)i), policy, default)).Ticket));
            await _store.EnterAsync("concert", places[^1], 0, policy, default);
            Assert.Equal(RedeemReply.Done, await RedeemAsync(places[^1], RedeemStep.Claim));
        }

        await PassAsync(seconds: 30 + 20 * 60);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(places[0], RedeemStep.Spend));
        await PassAsync(seconds: 1);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(places[1], RedeemStep.Spend));

        Task<RedeemReply> RedeemAsync(Place place, RedeemStep step) => _store.RedeemAsync("concert", place, step, 1, policy, default).AsTask();

        async Task PassAsync(int seconds)
        {
            for (; seconds > 0; seconds--)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await _store.MaintainAsync("concert", TimeSpan.FromSeconds(1), policy, default);
            }
        }
    }

    private async Task JoinAsync(int from, int to)
    {
        for (var number = from; number < to; number++)
            await _store.JoinAsync($"event-{number}", new EntryId(1), Policy, default);
    }

    private async Task<EnterCode> EnterAsync(Place place) => (await _store.EnterAsync("concert", place, 0, Policy, default)).Code;

    /// <summary>A wall clock that somebody sets, and a monotonic one that nobody can: <see cref="FakeTimeProvider"/> has one for both.</summary>
    private sealed class SettableClock : FakeTimeProvider
    {
        public TimeSpan SetBack { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBack;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
