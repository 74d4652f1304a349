using TrafficTacos.Tools.Laboratory.Cli;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Tests;

/// <summary>Replays a small sale in real time against a gateway with Redis.</summary>
public sealed class ReplayTests
{
    /// <summary>Long enough that the rate determines most of a wait, and not the minimum wait of five seconds; with few ghosts, so that
    /// they do not block the head until they become no-shows.</summary>
    private static readonly Scenario Small = new()
    {
        Name = "small",
        Title = "A small sale with a pause, ghosts and abandonment",
        Duration = 60,
        Bucket = new BucketSettings(4, 20),
        Arrivals = [new Arrival(ArrivalKind.Burst, 0, 1, 120, 1)],
        // Between the snapshots of the whole seconds, so that each change is seen.
        Changes = [new OperatorChange(7.5, Paused: true), new OperatorChange(8.5, Paused: false), new OperatorChange(12.5, 5)],
        GhostShare = 0.03,
        Abandonment = [new AbandonmentRule(AbandonmentKind.Constant, DepartureMethod.Beacon, 0.2, PercentPerMinute: 100)],
        MultiTabShare = 0.2,
        ThinkTime = 1,
    };

    private static readonly Scenario FourTimesTheRate = Small with
    {
        Bucket = new BucketSettings(16, 20),
        Changes = [.. Small.Changes.Select(change => change with { AdmissionsPerSecond = change.AdmissionsPerSecond * 4 })],
    };

    [Fact]
    public async Task A_replay_matches_its_simulations_and_four_times_the_rate_does_not()
    {
        var redis = Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } connection ? connection : null;
        await using var environment = await ReplayEnvironment.StartAsync(null, redis, default);
        using var client = new GatewayClient(environment.Gateway);
        await client.CheckAsync(default);
        await client.WarmUpAsync(NewEventId(), default);
        using var correct = new SaleReplay(Small, 1, NewEventId(), client, environment.Store, default);
        using var fast = new SaleReplay(FourTimesTheRate, 1, NewEventId(), client, environment.Store, default);
        var results = await Task.WhenAll(correct.RunAsync(), fast.RunAsync());
        Assert.All(results, result => Assert.Equal(0, result.Trace.Violations.Total));
        Assert.True(results[0].Trace.Polls > 120);
        Assert.All(results[0].Compare(Small, 1, default), comparison => Assert.True(comparison.IsWithinTolerance, comparison.ToString()));
        // Not a borderline case: more than twice the tolerance.
        var length = results[1].Compare(Small, 1, default).Single(comparison => comparison.Measure.Name is "time until 99 % were admitted");
        Assert.True(length.Difference < -2 * length.Tolerance, length.ToString());

        static string NewEventId() => $"replay-test-{Guid.NewGuid():N}"[..20];
    }

    [Fact]
    public async Task A_cancelled_replay_writes_no_file()
    {
        var directory = Directory.CreateTempSubdirectory("replay-");
        try
        {
            var file = new FileInfo(Path.Combine(directory.FullName, "replay.md"));
            var runner = new ReplayRunner([Small], 60, 10, 1, new Uri("http://127.0.0.1:1"), "127.0.0.1:1", file);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.RunAsync(new CancellationToken(canceled: true)));
            Assert.Empty(directory.GetFileSystemInfos());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_unreachable_redis_is_named() => Assert.Equal(
        "there is no Redis at 127.0.0.1:1",
        (await Assert.ThrowsAsync<ReplayException>(() => ReplayEnvironment.StartAsync(null, "127.0.0.1:1,connectTimeout=500", default))).Message);

    [Fact]
    public async Task A_gateway_requires_its_redis() => Assert.StartsWith(
        "--gateway requires --redis",
        (await Assert.ThrowsAsync<ReplayException>(() => ReplayEnvironment.StartAsync(new Uri("http://127.0.0.1:1"), null, default))).Message,
        StringComparison.Ordinal);
}
