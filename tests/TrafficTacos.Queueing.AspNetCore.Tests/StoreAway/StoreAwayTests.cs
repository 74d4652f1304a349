using System.Diagnostics;
using System.Globalization;
using System.Net;
using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.StoreAway;

/// <summary>Redis dies, hangs or was never there: a quick 503, and everything goes on when it is back.</summary>
public sealed class StoreAwayTests : OwnRedisTests
{
    private static readonly TimeSpan StoreTimeout = new WaitingRoomOptions().StoreTimeout;

    /// <summary>The default, and what a busy machine may add.</summary>
    private static readonly TimeSpan Bound = StoreTimeout + TimeSpan.FromSeconds(2);

    internal override ShopPlan Plan { get; } = OrderDesk.Plan with { Options = options => options.StoreTimeout = StoreTimeout };

    [Fact]
    public async Task Every_call_is_a_quick_503_while_Redis_is_dead()
    {
        var token = await Shop.Queue.TokenAsync(OrderDesk.Event);
        var pass = await Shop.Queue.PassAsync(OrderDesk.Event);
        Redis.Kill();
        await EveryCallIsUnavailableAsync(token, pass);
        (await Shop.Queue.StatusAsync("x")).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
    }

    [Fact]
    public async Task Every_call_is_a_quick_503_while_Redis_hangs()
    {
        var token = await Shop.Queue.TokenAsync(OrderDesk.Event);
        var pass = await Shop.Queue.PassAsync(OrderDesk.Event);
        using (Redis.Freeze())
            await EveryCallIsUnavailableAsync(token, pass);
        await IsBackAsync();
        (await Shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_under_way_when_Redis_dies_get_their_503_too()
    {
        var token = await Shop.Queue.TokenAsync(OrderDesk.Event);
        // They hang first, so that the connection breaks under them; what was frozen cannot be thawed once it is dead.
        _ = Redis.Freeze();
        var underWay = Enumerable.Range(0, 32).Select(_ => Shop.Queue.StatusAsync(token)).ToArray();
        Redis.Kill();
        foreach (var answer in await Task.WhenAll(underWay))
            answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
    }

    [Fact]
    public async Task When_Redis_is_back_everything_goes_on_without_a_restart()
    {
        var old = await Shop.Queue.TokenAsync(OrderDesk.Event);
        Redis.Kill();
        (await Shop.Queue.StatusAsync(old)).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        await Redis.RestartAsync();
        await IsBackAsync();
        // It came back empty: the token brings the place back, before those who come now.
        var late = await Shop.Queue.TokenAsync(OrderDesk.Event);
        foreach (var (token, position) in ((string, long)[])[(old, 1), (late, 2)])
        {
            var status = (await Shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
            Assert.Equal(("waiting", "recovering", position), (status.String("status"), status.String("mode"), status.Number("position")));
        }
    }

    [Fact]
    public async Task Where_the_shop_says_so_orders_pass_while_Redis_is_away()
    {
        var pass = await Shop.Queue.PassAsync(OrderDesk.Event);
        Redis.Kill();
        Assert.Equal("order", (await Shop.OrderAsync(OrderDesk.FailOpen, pass)).Should(HttpStatusCode.OK).Text);
        // A pass that can be told to be none is none, with or without the store.
        (await Shop.OrderAsync(OrderDesk.FailOpen, null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await Shop.OrderAsync(OrderDesk.FailOpen, "x")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Log.ShouldTellInALine("passed without admission");
        // The claim may have been done all the same; what would end it is sent after it, and fails too.
        await Eventually.IsTrueAsync(() => Log.Lines.Any(line => line.Contains("could not be released", StringComparison.Ordinal)));
        Log.ShouldTellInALine("could not be released");
    }

    [Fact]
    public async Task An_order_that_succeeded_stays_a_success_when_Redis_dies_before_it_ends()
    {
        var pass = await Shop.Queue.PassAsync(OrderDesk.Event);
        OrderDesk.Meanwhile = Redis.Kill;
        Assert.Equal("order", (await Shop.OrderAsync(OrderDesk.Handler, pass, "meanwhile")).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_application_starts_without_Redis_and_works_when_it_comes()
    {
        Redis.Kill();
        await using var shop = await Shop.OpenAsync(Plan with { Redis = Redis.Address });
        (await shop.Queue.JoinAsync(OrderDesk.Event)).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        await Redis.RestartAsync();
        await Eventually.IsTrueAsync(() => shop.Room.IsAvailableAsync().AsTask());
        (await shop.Queue.JoinAsync(OrderDesk.Event)).Should(HttpStatusCode.Accepted);
    }

    private async Task EveryCallIsUnavailableAsync(string token, string pass)
    {
        Func<Task<Answer>>[] calls =
        [
            () => Shop.Queue.JoinAsync(OrderDesk.Event),
            () => Shop.Queue.JoinAsync(OrderDesk.Event, Fresh.User(), Fresh.Key()),
            () => Shop.Queue.StatusAsync(token),
            () => Shop.Queue.EnterAsync(token),
            () => Shop.Queue.LeaveAsync(token),
            () => Shop.Queue.LeaveSoftlyAsync(token),
            () => Shop.OrderAsync(OrderDesk.Handler, pass),
        ];
        foreach (var call in calls)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await call();
            var took = Stopwatch.GetElapsedTime(started);
            answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
            Assert.True(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture) >= 1);
            Assert.True(took < Bound, $"The answer took {took}.");
        }

        Assert.Equal("no-store", (await Shop.Queue.StatusAsync(token)).Header("Cache-Control"));
    }
}
