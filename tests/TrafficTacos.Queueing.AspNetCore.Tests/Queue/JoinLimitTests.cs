using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>How many places one network may take without users.</summary>
public sealed class JoinLimitTests() : ShopTests(null)
{
    [Fact]
    public async Task Beyond_it_visitors_without_a_user_are_refused_and_users_and_other_events_are_not()
    {
        var shop = await OpenAsync(new ShopPlan { Endpoints = options => options.JoinsPerNetwork = 3 });
        var eventId = Fresh.Event();
        for (var i = 0; i < 3; i++)
            (await shop.Queue.JoinAsync(eventId)).Should(HttpStatusCode.Accepted);
        var refused = await shop.Queue.JoinAsync(eventId);
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 20);
        (await shop.Queue.JoinAsync(eventId, Fresh.User())).Should(HttpStatusCode.Accepted);
        (await shop.Queue.JoinAsync(Fresh.Event())).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public void It_counts_networks_and_fills_in_a_minute()
    {
        var time = new FakeTimeProvider();
        var limit = new JoinLimit(2, time);
        string[] one = ["198.51.100.1", "198.51.100.200", "::ffff:198.51.100.9"];
        Assert.Equal([null, null, TimeSpan.FromSeconds(30)], one.Select(address => limit.TryTake("concert", IPAddress.Parse(address))));
        Assert.Null(limit.TryTake("concert", IPAddress.Parse("198.51.101.1")));
        string[] v6 = ["2001:db8:1:1::1", "2001:db8:1:1:2::1", "2001:db8:1:1:3::1", "2001:db8:1:2::1"];
        Assert.Equal([null, null, TimeSpan.FromSeconds(30), null], v6.Select(address => limit.TryTake("concert", IPAddress.Parse(address))));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(limit.TryTake("concert", IPAddress.Parse(one[0])));
        Assert.NotNull(limit.TryTake("concert", IPAddress.Parse(one[0])));
    }

    [Fact]
    public void Its_memory_is_bounded()
    {
        var limit = new JoinLimit(1, new FakeTimeProvider());
        for (var i = 0; i < TokenBuckets<string>.MaxBuckets + 10; i++)
            limit.TryTake($"event-{i}", null);
        Assert.InRange(limit.Count, 1, TokenBuckets<string>.MaxBuckets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public async Task A_number_beyond_its_range_is_refused(int joins) =>
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(new ShopPlan { Endpoints = options => options.JoinsPerNetwork = joins }));
}
