using System.Diagnostics;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>From a slow bucket of a histogram to one request that was in it.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class ExemplarTests(RedisFixture redis)
{
    /// <summary>What a request and an operation within it leave: one of each kind of instrument, of the host and of the library.</summary>
    private static readonly string[] Exemplary =
        ["http.server.requests", "http.server.requests.duration", "queue.operations", "queue.operation.duration", "backend.call.duration"];

    [Fact]
    public async Task A_metric_names_the_trace_of_a_request_that_is_kept_and_of_no_other()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await HostProcess.StartAsync(TracedVisitor.Settings(collector.HttpAddress, redis.Address));
        string kept = NewTrace(), dropped = NewTrace();
        await new TracedVisitor(host, Parent(dropped, "00")).BuyAsync(Fresh.Event());
        await new TracedVisitor(host, Parent(kept, "01")).BuyAsync(Fresh.Event());

        await Eventually.IsTrueAsync(() => Exemplary.All(metric => collector.Exemplars.ContainsKey((metric, kept))));
        Assert.DoesNotContain(collector.Exemplars.Keys, exemplar => exemplar.TraceId == dropped);
    }

    private static string NewTrace() => ActivityTraceId.CreateRandom().ToHexString();

    private static string Parent(string trace, string flags) => $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-{flags}";
}
