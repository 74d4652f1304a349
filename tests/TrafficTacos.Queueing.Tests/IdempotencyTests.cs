using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

public sealed class IdempotencyTests
{
    private static readonly IdempotencyRequest Order = Request("somebody", "POST /orders", "key", "two seats");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;

    public IdempotencyTests() =>
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddWaitingRoom().Services.BuildServiceProvider();

    private IdempotencyKeys Keys => _services.GetRequiredService<IdempotencyKeys>();

    public static TheoryData<string?, string, string> Others { get; } = new()
    {
        { "somebody else", "POST /orders", "key" },
        { null, "POST /orders", "key" },
        { "", "POST /orders", "key" },
        { "somebody", "POST /payments", "key" },
        { "somebody", "POST /orders", "Key" },
        { "somebodyPOST", " /orders", "key" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task A_key_is_its_users_and_its_routes(string? user, string route, string key)
    {
        Assert.Equal(IdempotencyOutcome.Claimed, (await Keys.ClaimAsync(Order)).Outcome);
        Assert.Equal(IdempotencyOutcome.Claimed, (await Keys.ClaimAsync(Request(user, route, key, "two seats"))).Outcome);
        Assert.Equal(IdempotencyOutcome.InProgress, (await Keys.ClaimAsync(Order)).Outcome);
    }

    [Fact]
    public async Task Each_outcome_is_counted_by_its_type()
    {
        var types = new List<string>();
        var factory = _services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == WaitingRoomTelemetry.IdempotencyHits && instrument.Meter.Scope == factory)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            types.Add($"{value} {string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();

        var claim = (await Keys.ClaimAsync(Order)).Claim!;
        await Keys.ClaimAsync(Order);
        await Keys.CompleteAsync(claim, "sold"u8.ToArray());
        await Keys.ClaimAsync(Order);
        await Keys.ClaimAsync(Request("somebody", "POST /orders", "key", ""));
        Assert.Equal(["1 type=miss", "1 type=in_progress", "1 type=cache_hit", "1 type=conflict"], types);
    }

    [Fact]
    public async Task The_lease_is_the_options_or_the_callers()
    {
        await Keys.ClaimAsync(Order);
        await Keys.ClaimAsync(Request("somebody", "POST /orders", "short", "two seats", TimeSpan.FromSeconds(1)));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IdempotencyOutcome.Claimed, (await Keys.ClaimAsync(Request("somebody", "POST /orders", "short", "two seats"))).Outcome);
        Assert.Equal(IdempotencyOutcome.InProgress, (await Keys.ClaimAsync(Order)).Outcome);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(IdempotencyOutcome.Claimed, (await Keys.ClaimAsync(Order)).Outcome);
    }

    [Fact]
    public async Task A_lease_that_is_none_and_a_request_without_a_key_are_mistakes_of_the_caller()
    {
        foreach (var lease in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMinutes(6)])
            await Assert.ThrowsAsync<ArgumentException>(() => Keys.ClaimAsync(Request("somebody", "POST /orders", "key", "two seats", lease)));
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.ClaimAsync(Request("somebody", "POST /orders", "", "two seats")));
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.ClaimAsync(Request("somebody", "", "key", "two seats")));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Keys.ClaimAsync(null!));
        Assert.Equal(IdempotencyOutcome.Claimed, (await Keys.ClaimAsync(Order)).Outcome);
    }

    [Fact]
    public async Task Memory_is_bounded_the_oldest_answers_go_first_and_claims_stay()
    {
        var store = new InMemoryIdempotencyStore(_time, maxSize: 1000);
        await ClaimAsync(store, 1);
        for (var key = 2; key <= 12; key++)
        {
            await ClaimAsync(store, key);
            Assert.True(await store.CompleteAsync((UInt128)key, 1, new byte[100], TimeSpan.FromMinutes(5), default));
        }

        Assert.Equal(IdempotencyCode.InProgress, (await ClaimAsync(store, 1)).Code);
        Assert.Equal(IdempotencyCode.Completed, (await ClaimAsync(store, 3)).Code);
        Assert.Equal(IdempotencyCode.Completed, (await ClaimAsync(store, 12)).Code);
        Assert.Equal(IdempotencyCode.Claimed, (await ClaimAsync(store, 2)).Code);
    }

    [Fact]
    public async Task What_has_expired_is_swept_by_the_next_call_of_anybody()
    {
        var store = new InMemoryIdempotencyStore(_time);
        for (var key = 1; key <= 100; key++)
        {
            await ClaimAsync(store, key);
            if (key % 2 == 0)
                await store.CompleteAsync((UInt128)key, 1, new byte[10], TimeSpan.FromMinutes(5), default);
        }

        Assert.Equal(100, store.Count);
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMicroseconds(1));
        await ClaimAsync(store, 1000);
        Assert.Equal(1, store.Count);
    }

    private static ValueTask<IdempotencyReply> ClaimAsync(InMemoryIdempotencyStore store, int key) =>
        store.ClaimAsync((UInt128)key, 1, 1, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), default);

    private static IdempotencyRequest Request(string? user, string route, string key, string content, TimeSpan? lease = null) =>
        new() { UserId = user, Route = route, Key = key, Fingerprint = Encoding.UTF8.GetBytes(content), Lease = lease };
}
