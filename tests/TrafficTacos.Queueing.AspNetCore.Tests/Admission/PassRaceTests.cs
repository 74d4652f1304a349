using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>Passes under requests that meet, and clients that hang up.</summary>
public abstract class PassRaceTests(string? redis) : ShopTests(redis)
{
    private const int Many = 64;

    /// <summary>What never happens must fail the test, not hold up the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Of_64_requests_at_once_with_one_pass_exactly_one_succeeds()
    {
        var insiders = 0;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var shop = await OpenAsync(new ShopPlan
        {
            Room = OrderDesk.AddPolicies,
            Map = app => app.MapPost("/orders", async () =>
            {
                // The first one in stays until the others have their answer; a second one must not be in at all.
                if (Interlocked.Increment(ref insiders) > 1)
                    open.TrySetResult();
                await open.Task;
                return "order";
            }).RequireAdmission("orders"),
        });
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        var underWay = Enumerable.Range(0, Many).Select(_ => shop.OrderAsync("/orders", pass)).ToList();
        var answers = new List<Answer>();
        while (answers.Count < Many - 1 && !open.Task.IsCompleted)
        {
            var next = await Task.WhenAny([.. underWay, open.Task]);
            if (next is Task<Answer> answered)
            {
                underWay.Remove(answered);
                answers.Add(await answered);
            }
        }

        Assert.All(answers, answer => answer.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_IN_USE"));
        open.TrySetResult();
        answers.AddRange(await Task.WhenAll(underWay));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(1, insiders);
        (await shop.OrderAsync("/orders", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Theory]
    [InlineData(409)]
    [InlineData(503)]
    public async Task The_pass_is_back_before_the_client_hears_of_the_failure(int status)
    {
        // Else a client that tries again at once finds its own pass still claimed.
        bool? begun = null;
        HttpContext? request = null;
        var shop = await OpenAsync(new ShopPlan
        {
            Room = OrderDesk.AddPolicies,
            Services = WatchedPasses.Watch,
            Map = app => app.MapPost("/orders", (RequestDelegate)(context =>
            {
                request = context;
                context.Response.StatusCode = status;
                return context.Response.WriteAsync("sold out");
            })).RequireAdmission("orders"),
        });
        ((WatchedPasses)shop.Room.Passes).OnRelease = () => begun = request!.Response.HasStarted;
        Assert.Equal(status, (int)(await shop.OrderAsync("/orders", await shop.Queue.PassAsync(OrderDesk.Event))).Status);
        Assert.False(begun);
    }

    [Fact]
    public async Task A_client_that_hangs_up_gets_the_pass_back()
    {
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = 0;
        var shop = await OpenAsync(new ShopPlan
        {
            Room = OrderDesk.AddPolicies,
            Services = WatchedPasses.Watch,
            Map = app => app.MapPost("/orders", async (HttpContext context) =>
            {
                if (Interlocked.Increment(ref work) > 1)
                    return "order";
                inside.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                return "never";
            }).RequireAdmission("orders"),
        });
        ((WatchedPasses)shop.Room.Passes).OnRelease = back.SetResult;
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        using var hangUp = new CancellationTokenSource();
        var order = shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/orders").With("X-Reservation-Token", pass), hangUp.Token);
        await inside.Task.WaitAsync(Patience);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        await back.Task.WaitAsync(Patience);
        (await shop.OrderAsync("/orders", pass)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_claim_under_way_is_not_cut_off_by_a_client_that_hangs_up()
    {
        // The store would have claimed the pass and nobody would know to give it back.
        var cancellable = false;
        var shop = await OpenAsync(OrderDesk.Plan with { Services = WatchedPasses.Watch });
        ((WatchedPasses)shop.Room.Passes).OnClaim = token => cancellable = token.CanBeCanceled;
        (await shop.OrderAsync(OrderDesk.Handler, await shop.Queue.PassAsync(OrderDesk.Event))).Should(HttpStatusCode.OK);
        Assert.False(cancellable);
    }
}

public sealed class PassRaceInMemoryTests() : PassRaceTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class PassRaceOnRedisTests(RedisFixture redis) : PassRaceTests(redis.Address);
