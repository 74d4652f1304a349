using TrafficTacos.Samples.Laboratory.Cli;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>Real people's seconds are few here: a small sale, a real gateway, a real Redis.</summary>
public sealed class ReplayTests
{
    /// <summary>Long enough that most of a wait is the rate's doing, and not the five seconds that everybody waits; and with so few
    /// ghosts that they do not block the head for the thirty seconds until they are no-shows.</summary>
    private static readonly Scenario Small = new()
    {
        Name = "small",
        Title = "A pause, ghosts and people who leave, small",
        Seconds = 60,
        Bucket = new Bucket(4, 20),
        Arrivals = [new Arrival(ArrivalKind.Burst, 0, 1, 120, 1)],
        Changes = [new Change(7, Paused: true), new Change(8, Paused: false), new Change(12, 5)],
        Ghosts = 0.03,
        GivingUp = [new GivingUp(GivingUpKind.Constant, Manner.Beacon, 0.2, Rate: 100)],
        Tabs = 0.2,
        Think = 1,
    };

    private static readonly Scenario TwiceAsFast = Small with { Bucket = new Bucket(8, 20), Changes = [.. Small.Changes.Select(change => change with { Refill = change.Refill * 2 })] };

    /// <summary>The same gateway, once as it was told, once at twice the rate: the comparison passes the one and not the other.</summary>
    [Fact]
    public async Task A_real_gateway_does_what_was_simulated_and_one_that_is_twice_as_fast_does_not()
    {
        await using var stage = await Stage.SetAsync(null, Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } redis ? redis : null, default);
        using var gateway = new GatewayClient(stage.Gateway);
        await gateway.CheckAsync(default);
        await gateway.WarmUpAsync(Fresh(), default);
        using var right = new Replay(Small, 1, Fresh(), gateway, stage.Store, default);
        using var fast = new Replay(TwiceAsFast, 1, Fresh(), gateway, stage.Store, default);
        var replayed = await Task.WhenAll(right.RunAsync(), fast.RunAsync());
        Assert.All(replayed, replay => Assert.Equal(0, Tables.Wrong(replay.Trace.Verdicts)));
        Assert.True(replayed[0].Trace.Polls > 120);
        Assert.All(replayed[0].Beside(Small, 1, default), compared => Assert.True(compared.Holds, compared.ToString()));
        // Clearly: more than twice what is allowed.
        var length = replayed[1].Beside(Small, 1, default).Single(compared => compared.Measure.Name is "until 99 in 100 were in");
        Assert.True(length.Difference < -2 * length.Allowed, length.ToString());

        static string Fresh() => $"replay-test-{Guid.NewGuid():N}"[..20];
    }

    [Fact]
    public async Task An_interrupted_replay_leaves_no_file()
    {
        var directory = Directory.CreateTempSubdirectory("replay-");
        try
        {
            var file = new FileInfo(Path.Combine(directory.FullName, "replay.md"));
            var bench = new ReplayBench([Small], 60, 10, 1, new Uri("http://127.0.0.1:1"), "127.0.0.1:1", file);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.RunAsync(new CancellationToken(canceled: true)));
            Assert.Empty(directory.GetFileSystemInfos());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--visitors", "3")]
    [InlineData("--seconds", "-1")]
    [InlineData("--gateway", "ftp://somewhere")]
    [InlineData("--redis", "")]
    [InlineData("nowhere.json")]
    public async Task Bad_input_is_refused(params string[] arguments) =>
        Assert.Equal(ExitCode.BadInput, await new LabCommand().InvokeAsync(["replay", .. arguments]));

    [Fact]
    public async Task A_redis_that_is_not_there_is_named() => Assert.Equal(
        "there is no Redis at 127.0.0.1:1",
        (await Assert.ThrowsAsync<ReplayException>(() => Stage.SetAsync(null, "127.0.0.1:1,connectTimeout=500", default))).Message);

    [Fact]
    public async Task A_gateway_is_expected_with_its_redis() => Assert.StartsWith(
        "--gateway expects --redis too",
        (await Assert.ThrowsAsync<ReplayException>(() => Stage.SetAsync(new Uri("http://127.0.0.1:1"), null, default))).Message,
        StringComparison.Ordinal);
}
