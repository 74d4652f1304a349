using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>Requests under one key that meet, clients that hang up, and bodies that are too long.</summary>
public abstract class IdempotencyRaceTests(string? redis) : ShopTests(redis)
{
    private const int Many = 64;

    /// <summary>What never happens must fail the test, not hold up the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Till _till = new();
    private readonly string _key = Fresh.Key();

    [Fact]
    public async Task Of_64_at_once_one_is_done_and_the_rest_are_told_so_or_get_its_answer()
    {
        var shop = await OpenAsync(_till.Plan);
        var inside = Signal();
        var open = Signal();
        _till.Meanwhile = _ =>
        {
            inside.TrySetResult();
            return open.Task;
        };
        var requests = Enumerable.Range(0, Many).Select(_ => shop.Http.AskAsync(Till.Order(Till.Handler, _key))).ToList();
        await inside.Task.WaitAsync(Patience);
        // All but the one inside have their answer while it is inside.
        var answers = new List<Answer>();
        while (answers.Count < Many - 1)
        {
            var next = await Task.WhenAny(requests).WaitAsync(Patience);
            requests.Remove(next);
            answers.Add(await next);
        }

        Assert.All(answers, answer => answer.ShouldBeInProgress());
        open.SetResult();
        (await requests.Single()).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        answers = [.. await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => shop.Http.AskAsync(Till.Order(Till.Handler, _key))))];
        Assert.All(answers, answer => Assert.Equal("order 1: 9 two seats", answer.Should(HttpStatusCode.Created).ShouldBeReplayed().Text));
        Assert.Equal(1, _till.Runs);
    }

    [Fact]
    public async Task A_request_whose_client_hung_up_is_done_to_its_end_and_its_answer_kept()
    {
        var inside = Signal();
        var open = Signal();
        var done = Signal();
        var runs = 0;
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapPost("/orders", (Delegate)(async (HttpContext context) =>
            {
                Interlocked.Increment(ref runs);
                inside.SetResult();
                await open.Task;
                context.Response.OnCompleted(() =>
                {
                    done.SetResult();
                    return Task.CompletedTask;
                });
                // The framework cuts this short, and says nothing, when it hears of a client that hung up.
                return Results.Json(new string[] { "row 1", context.RequestAborted.IsCancellationRequested ? "cancelled" : "paid" }, statusCode: StatusCodes.Status201Created);
            })).RequireIdempotencyKey(),
        });
        using var hangUp = new CancellationTokenSource();
        var order = shop.Http.AskAsync(Till.Order("/orders", _key), hangUp.Token);
        await inside.Task.WaitAsync(Patience);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        (await shop.Http.AskAsync(Till.Order("/orders", _key))).ShouldBeInProgress();
        open.SetResult();
        await done.Task.WaitAsync(Patience);
        var again = (await shop.Http.AskAsync(Till.Order("/orders", _key))).Should(HttpStatusCode.Created).ShouldBeReplayed();
        Assert.Equal("""["row 1","paid"]""", again.Text);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_request_that_outlives_its_client_by_a_lease_is_cancelled_and_frees_the_key()
    {
        var inside = Signal();
        var cancelled = Signal();
        var runs = 0;
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapPost("/orders", (Delegate)(async (HttpContext context) =>
            {
                if (Interlocked.Increment(ref runs) > 1)
                    return "order";
                inside.SetResult();
                await using var registration = context.RequestAborted.Register(cancelled.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                return "never";
            })).RequireIdempotencyKey(options => options.Lease = TimeSpan.FromMilliseconds(200)),
        });
        using var hangUp = new CancellationTokenSource();
        var order = shop.Http.AskAsync(Till.Order("/orders", _key), hangUp.Token);
        await inside.Task.WaitAsync(Patience);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        await cancelled.Task.WaitAsync(Patience);
        await Eventually.IsTrueAsync(async () => (await shop.Http.AskAsync(Till.Order("/orders", _key))).Status == HttpStatusCode.OK);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_nothing_is_done()
    {
        var shop = await OpenAsync(_till.Plan with { UseApiErrors = false, Services = Limit(1000) });
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, new string('x', 1001)))).ShouldFail(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE");
        Assert.Equal(0, _till.Runs);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, new string('x', 1000)))).Should(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_huge_body_within_the_limit_reaches_the_endpoint_whole_and_its_last_byte_counts()
    {
        const int huge = 10_000_000;
        var shop = await OpenAsync(_till.Plan);
        var body = new string('x', huge);
        Assert.StartsWith($"order 1: {huge} ", (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, body))).Should(HttpStatusCode.Created).Text, StringComparison.Ordinal);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, body))).Should(HttpStatusCode.Created).ShouldBeReplayed();
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, body[..^1] + "y"))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
    }

    [Theory]
    [InlineData(Till.Handler)]
    [InlineData(Till.Delegate)]
    public async Task An_answer_that_is_too_long_goes_out_whole_and_the_work_is_not_done_again(string path)
    {
        var shop = await OpenAsync(_till.Plan);
        var answer = (await shop.Http.AskAsync(Till.Order(path, _key, wish: Till.LongBody))).Should(HttpStatusCode.OK).ShouldBeReplayed(false);
        Assert.Equal(new string('x', 1000), answer.Text);
        await ShouldBeDoneAsync(shop, path, Till.LongBody);
    }

    [Fact]
    public async Task An_answer_that_is_not_to_be_buffered_is_not_kept_and_the_work_is_not_done_again()
    {
        var shop = await OpenAsync(_till.Plan);
        var answer = (await shop.Http.AskAsync(Till.Order(Till.Delegate, _key, wish: Till.Stream))).Should(HttpStatusCode.OK).ShouldBeReplayed(false);
        Assert.Equal("order 1: 9 two seats", answer.Text);
        await ShouldBeDoneAsync(shop, Till.Delegate, Till.Stream);
    }

    /// <summary>A repeated request is told that it was done, with the status and the headers of the first response.</summary>
    private async Task ShouldBeDoneAsync(Shop shop, string path, string wish)
    {
        for (var i = 0; i < 2; i++)
        {
            var again = (await shop.Http.AskAsync(Till.Order(path, _key, wish: wish))).Should(HttpStatusCode.Conflict).ShouldBeReplayed();
            Assert.Equal(("IDEMPOTENCY_ANSWER_NOT_KEPT", 200), (again.ErrorCode, again.Number("status")));
            Assert.Equal(("/orders/1", "1"), (again.Header("Location"), again.Header("X-Order")));
            Assert.Equal("application/json; charset=utf-8", again.Header("Content-Type"));
            Assert.Equal(1, _till.Runs);
        }
    }

    [Fact]
    public async Task A_stream_reaches_the_client_while_it_goes_on()
    {
        var heard = Signal();
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapPost("/stream", () => Results.Stream(
                async body =>
                {
                    await body.WriteAsync("begun"u8.ToArray());
                    await body.FlushAsync();
                    await heard.Task.WaitAsync(Patience);
                    await body.WriteAsync(" and done"u8.ToArray());
                })).AddEndpointFilter(async (context, next) =>
                {
                    context.HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
                    return await next(context);
                }).RequireIdempotencyKey(),
        });
        using var response = await shop.Http.SendAsync(Till.Order("/stream", _key), HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var begun = new byte[5];
        await stream.ReadExactlyAsync(begun).AsTask().WaitAsync(Patience);
        heard.SetResult();
        using var reader = new StreamReader(stream);
        Assert.Equal(" and done", await reader.ReadToEndAsync());
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Action<IServiceCollection> Limit(long bytes) => services =>
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = bytes);
}

public sealed class IdempotencyRaceInMemoryTests() : IdempotencyRaceTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class IdempotencyRaceOnRedisTests(RedisFixture redis) : IdempotencyRaceTests(redis.Address);
