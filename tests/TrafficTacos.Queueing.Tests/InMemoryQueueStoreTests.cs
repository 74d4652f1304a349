using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

public sealed class InMemoryQueueStoreTests
{
    private static readonly EventPolicy Policy = new(new EventOptions { AdmissionsPerSecond = 1, Burst = 1, Overdraft = 0, OverdraftPositions = 0, MinimumWaits = [new()] });

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

    private async Task<EnterCode> EnterAsync(Place place) => (await _store.EnterAsync("concert", place, 0, Policy, default)).Code;

    /// <summary>A wall clock that somebody sets, and a monotonic one that nobody can: <see cref="FakeTimeProvider"/> has one for both.</summary>
    private sealed class SettableClock : FakeTimeProvider
    {
        public TimeSpan SetBack { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBack;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
