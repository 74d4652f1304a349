using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.AspNetCore.Tests.StoreAway;

/// <summary>What many requests of an outage write: of each kind a line a second, which counts those before it.</summary>
public sealed class OutageWarningTests : OwnRedisTests
{
    private const int Many = 40;
    private const string Closed = "/orders";
    private const string Open = "/open/orders";
    private const string Keyed = "/keyed/orders";

    private const string Refused = @"^(\d+) requests were answered with 503";
    private const string Passed = @"; (\d+) requests passed without admission";
    private const string PassNotReleased = @"a pass failed and could not be released \((\d+) of any event";
    private const string KeyNotReleased = @"Idempotency-Key failed and could not be released \((\d+) since";
    private const string PassNotEnded = @"^(\d+) passes were claimed and could not be spent";
    private const string KeyNotEnded = @"^(\d+) requests with an Idempotency-Key were done";

    private static readonly string Event = Fresh.Event();

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _working;

    internal override ShopPlan Plan => new()
    {
        Options = options => options.StoreTimeout = TimeSpan.FromSeconds(5),
        Room = room => room.AddPolicy("closed", Event).AddPolicy("open", policy =>
        {
            policy.EventId = Event;
            policy.WhenStoreUnavailable = StoreUnavailableBehavior.Open;
        }),
        Map = app =>
        {
            app.MapPost(Closed, WorkAsync).RequireAdmission("closed");
            app.MapPost(Open, WorkAsync).RequireAdmission("open");
            app.MapPost(Keyed, WorkAsync).RequireIdempotencyKey();
        },
    };

    [Fact]
    public async Task Every_kind_of_warning_comes_once_a_second_with_a_count()
    {
        var passes = new List<string>();
        while (passes.Count < 2 * Many)
            passes.Add(await Shop.Queue.PassAsync(Event));
        var working = passes[..Many].Select(pass => OrderAsync(Closed, "X-Reservation-Token", pass))
            .Concat(Enumerable.Range(0, Many).Select(_ => OrderAsync(Keyed, "Idempotency-Key", Fresh.Key()))).ToList();
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _working) == 2 * Many);
        var start = Stopwatch.GetTimestamp();
        Redis.Kill();
        _gate.SetResult();
        Assert.All(await Task.WhenAll(working), answer => answer.Should(HttpStatusCode.OK));

        var sent = Many;
        await Task.WhenAll(passes[Many..].Select(AskEverythingAsync));
        // The next line of each kind has whatever was not written yet, and nothing twice.
        await Eventually.IsTrueAsync(async () =>
        {
            await AskEverythingAsync(passes[^1]);
            sent++;
            return Sum(Refused) > 2 * Many && Sum(Passed) > Many && Sum(PassNotReleased) > Many && Sum(KeyNotReleased) > Many;
        });
        Assert.True(Sum(Refused) <= 2 * sent);
        Assert.All([Passed, PassNotReleased, KeyNotReleased], kind => Assert.True(Sum(kind) <= sent));
        Assert.InRange(Sum(PassNotEnded), 1, Many);
        Assert.InRange(Sum(KeyNotEnded), 1, Many);

        var most = 1 + (int)Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.All([Refused, Passed, PassNotReleased, KeyNotReleased, PassNotEnded, KeyNotEnded], kind => Assert.InRange(Counts(kind).Count(), 1, most));
        Assert.DoesNotContain(Log.Lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private async Task AskEverythingAsync(string pass)
    {
        (await Shop.Queue.JoinAsync(Event)).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        (await OrderAsync(Keyed, "Idempotency-Key", Fresh.Key())).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        (await OrderAsync(Open, "X-Reservation-Token", pass)).Should(HttpStatusCode.OK);
    }

    private Task<Answer> OrderAsync(string path, string header, string value) =>
        Shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, path).With(header, value));

    private async Task<string> WorkAsync()
    {
        Interlocked.Increment(ref _working);
        await _gate.Task;
        return "order";
    }

    private int Sum(string kind) => Counts(kind).Sum();

    private IEnumerable<int> Counts(string kind) => Log.Lines.Select(line => Regex.Match(line, kind))
        .Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
}
