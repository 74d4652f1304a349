using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>How long a request may hold its key and its pass, by the deadlines it works under.</summary>
public sealed class LeaseDurationsTests
{
    private const int Store = 1;

    [Fact]
    public void A_key_outlasts_two_calls_of_the_service_and_two_of_the_store() =>
        Assert.Equal(Seconds(2 * 5 + 2 * Store), Of(Room(), call: 5).Key);

    [Fact]
    public void No_lease_is_longer_than_the_key_is_kept()
    {
        var leases = Of(Room(claim: 20, kept: 11), call: 5);
        Assert.Equal((Seconds(11), Seconds(11)), (leases.Key, leases.KeyWithPass));
    }

    [Theory]
    [InlineData(10, null, 10 + 2 * Store)]
    [InlineData(10, 25, 25 + 2 * Store)]
    [InlineData(25, 10, 25 + 2 * Store)]
    [InlineData(3, null, 2 * 5 + 2 * Store)]
    [InlineData(3, 4, 2 * 5 + 2 * Store)]
    public void A_key_with_a_pass_outlasts_the_longest_claim_of_any_event(int claim, int? ofOneEvent, int lease)
    {
        var room = Room(claim: claim);
        room.Events["calm"] = new EventOptions();
        room.Events["concert"] = Event(ofOneEvent, pass: null);
        Assert.Equal(Seconds(lease), Of(room, call: 5).KeyWithPass);
    }

    [Theory]
    [InlineData(10, 5, 10)] // long enough
    [InlineData(7, 5, 7)] // just so
    [InlineData(6, 5, 7)] // a call and two of the store
    [InlineData(10, 29, 30)] // no longer than the pass
    [InlineData(31, 40, 31)] // a mistake is not mended: the start refuses it, by name
    public void A_claim_is_made_as_long_as_a_call_within_the_time_of_its_pass(int configured, int call, int lease)
    {
        var room = Room(claim: configured);
        LeaseDurations.ExtendClaims(room, Seconds(call));
        Assert.Equal(Seconds(lease), room.ClaimLease);
    }

    [Theory]
    [InlineData(3, null, null, 7)] // as everywhere
    [InlineData(12, null, null, 12)]
    [InlineData(3, 9, null, 9)]
    [InlineData(3, 2, null, 7)]
    [InlineData(3, 2, 4, 4)] // by its own pass
    [InlineData(3, null, 4, 4)]
    public void So_is_that_of_an_event_with_settings_of_its_own(int common, int? configured, int? pass, int lease)
    {
        var room = Room(claim: common);
        room.Events["concert"] = Event(configured, pass);
        LeaseDurations.ExtendClaims(room, Seconds(5));
        Assert.Equal(Seconds(lease), room.Events["concert"].ClaimLease);
    }

    private static EventOptions Event(int? claim, int? pass)
    {
        var options = new EventOptions();
        if (claim is { } lease)
            options.ClaimLease = Seconds(lease);
        if (pass is { } lifetime)
            options.PassLifetime = Seconds(lifetime);
        return options;
    }

    private static WaitingRoomOptions Room(int claim = 10, int kept = 300) =>
        new() { StoreTimeout = Seconds(Store), ClaimLease = Seconds(claim), PassLifetime = Seconds(30), IdempotencyRetention = Seconds(kept) };

    private static LeaseDurations Of(WaitingRoomOptions room, int call) => new(Seconds(call), Options.Create(room));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
