using TrafficTacos.Samples.Laboratory.Cli;
using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>Real people's seconds are few here: a small sale, a real gateway, a real Redis.</summary>
public sealed class ReplayTests
{
    private static readonly Scenario Small = new()
    {
        Name = "small",
        Title = "A pause, ghosts and people who leave, small",
        Seconds = 30,
        Bucket = new Bucket(20, 20),
        Arrivals = [new Arrival(ArrivalKind.Burst, 0, 1, 60, 1)],
        Changes = [new Change(2, Paused: true), new Change(3, Paused: false), new Change(4, 40)],
        Ghosts = 0.1,
        GivingUp = [new GivingUp(GivingUpKind.Constant, Manner.Beacon, Rate: 60)],
        Tabs = 0.2,
    };

    [Fact]
    public async Task A_real_gateway_keeps_order_promises_and_the_bound()
    {
        await using var stage = await Stage.SetAsync(null, Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } redis ? redis : null, default);
        using var gateway = new GatewayClient(stage.Gateway);
        await gateway.CheckAsync(default);
        using var replay = new Replay(Small, 1, $"replay-test-{Guid.NewGuid():N}"[..20], gateway, stage.Store, default);
        var replayed = await replay.RunAsync();
        Assert.Equal(0, Tables.Wrong(replayed.Trace.Verdicts));
        var outcome = new Outcome(replayed.Trace);
        // Everybody who was simulated to go this or that way went some way here, and the gateway was asked by all of them.
        Assert.Equal((0, 60), (outcome.Count(Fate.Unfinished) + outcome.Count(Fate.Lost), replay.Progress.Of));
        Assert.Equal(new Outcome(Sale.Run(Small, 1)).Count(Fate.Ghost), outcome.Count(Fate.Ghost));
        Assert.InRange(outcome.Count(Fate.Admitted), 10, 60);
        Assert.True(replayed.Trace.Polls > 60);
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
