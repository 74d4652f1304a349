using System.Net;
using Xunit.Abstractions;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>Invariant 6 with four gateway processes that all keep house: whoever asks is never evicted, whoever does not is
/// gone in time, and everybody goes once. Real seconds pass, because a gateway process has no clock that a test could move.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class SilentVisitorTests(GatewayFleet fleet, ITestOutputHelper output) : IClassFixture<GatewayFleet>
{
    private const string EventId = GatewayFleet.ImpatientEvent;
    private const int Silent = 150;
    private const int Softly = 20;
    private const int Asking = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>How late after somebody's time the traffic may still count them.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task People_who_fall_silent_are_gone_in_time_and_those_who_ask_never()
    {
        var silent = await JoinAsync("silent", Silent);
        var soft = await JoinAsync("soft", Softly);
        await Task.WhenAll(soft.Select((token, i) => fleet.Client.LeaveSoftlyAsync(i, token)));
        var silence = TimeProvider.System.GetTimestamp();
        var asking = await JoinAsync("asking", Asking);
        // The first status of a fresh process takes its time; what follows is the pace of the traffic.
        await AskAsync(asking);

        // Each gateway hears from the people who ask at every tick, as long as the silent ones could have a reason to be there.
        var deadline = GatewayFleet.Heartbeat + Lateness;
        var longestGap = TimeSpan.Zero;
        var last = TimeProvider.System.GetTimestamp();
        var inTime = 0;
        using var pace = new PeriodicTimer(Pace);
        while (inTime < 5)
        {
            await pace.WaitForNextTickAsync();
            var tick = TimeProvider.System.GetTimestamp();
            var answers = await AskAsync(asking);
            longestGap = Max(longestGap, TimeProvider.System.GetElapsedTime(last));
            last = tick;
            Assert.All(answers, answer => Assert.True(answer.Expect(HttpStatusCode.OK).Text("status") is "waiting" or "ready", $"{answer.Body}"));
            if (TimeProvider.System.GetElapsedTime(silence, tick) <= deadline + longestGap)
                continue;
            Assert.All(answers, answer => Assert.Equal(Asking, answer.Number("queue_length")));
            Assert.Equal(Enumerable.Range(1, Asking).Select(i => (long)i), answers.Select(answer => answer.Number("position")).Order());
            inTime++;
        }

        output.WriteLine($"Each gateway heard from somebody every {longestGap.TotalMilliseconds:0} ms or sooner.");
        AssertBooks(await Ledger.ReadAsync(fleet.Redis, EventId), silent, soft);
    }

    private static void AssertBooks(Ledger ledger, string[] silent, string[] soft)
    {
        ledger.AssertBalanced();
        Assert.Equal(soft.Select(TestKeys.PlaceOf).ToHashSet(), ledger.Of("left_softly").Select(posting => posting.Place).ToHashSet());
        Assert.Equal(
            silent.Select(TestKeys.PlaceOf).ToHashSet(),
            ledger.Of("asleep").Concat(ledger.Of("passed_over")).Select(posting => posting.Place).ToHashSet());
        Assert.Empty(ledger.Of("admitted"));
        // Those within the bucket's reach could have entered, and lost their place sooner.
        Assert.True(ledger.Of("passed_over").Count >= GatewayFleet.ImpatientBurst);
        AssertNotBefore(ledger, "asleep", GatewayFleet.Heartbeat);
        AssertNotBefore(ledger, "passed_over", GatewayFleet.NoShowTimeout);
        AssertNotBefore(ledger, "left_softly", GatewayFleet.SoftLeave);
    }

    /// <summary>Nobody's time is cut: their ticket is when they were last heard of, or earlier. A stamp has whole milliseconds.</summary>
    private static void AssertNotBefore(Ledger ledger, string kind, TimeSpan time) =>
        Assert.All(ledger.Of(kind), posting => Assert.True(
            posting.Milliseconds + 1 >= posting.Place.Ticket / 1000.0 + time.TotalMilliseconds, $"{posting} came too soon."));

    private Task<FleetResponse[]> AskAsync(string[] tokens) => Task.WhenAll(tokens.Select((token, i) => fleet.Client.StatusAsync(i, token)));

    private async Task<string[]> JoinAsync(string name, int people) =>
        await Task.WhenAll(Enumerable.Range(0, people).Select(async i =>
            (await fleet.Client.JoinAsync(i, EventId, $"{name}-{i}")).Expect(HttpStatusCode.Accepted).Text("waiting_token")));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
