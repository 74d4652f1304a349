using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Tests;

/// <summary>From each traced operation the script call that answered it is found, whoever else that call was for.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class ScriptSpanTests(RedisFixture redis)
{
    private const int Visitors = 500;
    private const string Script = WaitingRoomTelemetry.ScriptSpanPrefix + "join";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Joins_that_share_a_call_are_its_parent_or_linked_with_it_both_ways(int oneIn)
    {
        var spans = new ConcurrentQueue<Activity>();
        var roots = new ConcurrentDictionary<ActivityTraceId, bool>();
        using var tests = new ActivitySource("tests of script spans");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is WaitingRoomTelemetry.ActivitySourceName || ReferenceEquals(source, tests),
            // As a sampler that heeds the parent: what it does not keep has no span below it.
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                roots.TryGetValue(creation.TraceId, out var kept) && kept && (creation.Parent == default || creation.Parent.TraceFlags == ActivityTraceFlags.Recorded)
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : creation.Parent == default ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var services = new ServiceCollection()
            .AddWaitingRoom(options => options.StoreTimeout = TimeSpan.FromSeconds(15)).UseRedis(redis.Address).Services.BuildServiceProvider();
        var room = new TestRoom(services);
        var eventId = "spans-" + Guid.NewGuid().ToString("n");
        await room.JoinAsync(eventId);

        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(i => Task.Run(async () =>
        {
            Activity.Current = null;
            var trace = ActivityTraceId.CreateRandom();
            roots[trace] = i % oneIn == 0;
            var flags = i % oneIn == 0 ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
            using var request = tests.StartActivity(ActivityKind.Server, new ActivityContext(trace, ActivitySpanId.CreateRandom(), flags));
            await room.JoinAsync(eventId);
        })));

        var own = spans.Where(span => roots.ContainsKey(span.TraceId)).ToList();
        var joins = own.Where(span => span.OperationName == "queue.join").ToList();
        var calls = own.Where(span => span.OperationName == Script).ToDictionary(span => span.SpanId);
        Assert.Equal(Visitors / oneIn, joins.Count);
        var children = calls.Values.Select(call => call.ParentSpanId).ToHashSet();
        foreach (var join in joins.Where(join => !children.Contains(join.SpanId)))
        {
            var call = calls[Assert.Single(join.Links).Context.SpanId];
            Assert.Contains(join.SpanId, call.Links.Select(link => link.Context.SpanId));
        }

        // Calls are shared, and each says by how many.
        Assert.True(calls.Count < joins.Count);
        Assert.All(calls.Values, call => Assert.InRange((int)call.GetTagItem(WaitingRoomTelemetry.BatchTag)!, 1 + call.Links.Count(), 128));
        Assert.All(calls.Values, call => Assert.Equal(ActivityKind.Client, call.Kind));
        // Nobody's call begins a trace.
        Assert.All(own.Where(span => span.OperationName.StartsWith("redis", StringComparison.Ordinal)), span => Assert.True(roots[span.TraceId]));
    }
}
