using System.Collections.Concurrent;
using System.Diagnostics;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>The script call of the rate limit is a span of a request that it serves. It starts no trace.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class LimitSpanTests(RedisFixture redis)
{
    private const int Requests = 500;

    private static readonly BucketLimit Plenty = new(1, TimeSpan.FromSeconds(1), 2);

    [Theory]
    [InlineData(ActivitySamplingResult.AllDataAndRecorded)]
    [InlineData(ActivitySamplingResult.PropagationData)]
    public async Task A_call_for_those_who_waited_begins_no_trace_nor_does_one_of_a_request_that_is_not_kept(ActivitySamplingResult kept)
    {
        var calls = new ConcurrentQueue<Activity>();
        using var tests = new ActivitySource("tests of limit spans");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is WaitingRoomTelemetry.ActivitySourceName || ReferenceEquals(source, tests),
            // A trace that begins inside the gateway would be recorded.
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                ReferenceEquals(creation.Source, tests) ? kept : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // The waiting rooms of other tests use the same source.
                if (span.OperationName is WaitingRoomTelemetry.ScriptSpanPrefix + RedisTokenBucketStore.ScriptName)
                    calls.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(15));
        var buckets = new RedisTokenBucketStore(gateway, TimeProvider.System);

        var traces = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => Task.Run(async () =>
        {
            Activity.Current = null;
            using var request = tests.StartActivity("request")!;
            await buckets.TakeAsync(TestedTokenBuckets.Client(Plenty));
            return (request.TraceId, request.SpanId);
        })));

        Assert.DoesNotContain(calls, call => call.ParentSpanId == default);
        var parents = traces.ToDictionary(request => request.TraceId, request => request.SpanId);
        var own = calls.Where(call => parents.ContainsKey(call.TraceId)).ToList();
        Assert.All(own, call => Assert.Equal(parents[call.TraceId], call.ParentSpanId));
        Assert.InRange(own.Count, kept == ActivitySamplingResult.AllDataAndRecorded ? 1 : 0, kept == ActivitySamplingResult.AllDataAndRecorded ? Requests - 1 : 0);
    }
}
