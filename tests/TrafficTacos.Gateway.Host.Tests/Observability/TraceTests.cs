using System.Diagnostics;
using System.Net;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Gateway.Host.Tests.Otlp;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>What a collector gets from the host as it runs.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class TraceTests(RedisFixture redis)
{
    private const int Server = 2;
    private const int Client = 3;

    private const string AtTheService =
        "POST /api/v1/reservations > reservation.v1.ReservationService/CreateReservation > POST > POST /reservation.v1.ReservationService/CreateReservation";

    /// <summary>Each span with those it stands in, from the outside to the inside.</summary>
    private static readonly string[] Documented =
    [
        "POST /api/v1/queue/join",
        "POST /api/v1/queue/join > redis script rate_limit",
        "POST /api/v1/queue/join > queue.join",
        "POST /api/v1/queue/join > queue.join > redis script maintain",
        "POST /api/v1/queue/join > queue.join > redis script join",
        "GET /api/v1/queue/status > queue.status > redis script status",
        "POST /api/v1/queue/enter > queue.enter > redis script enter",
        "POST /api/v1/reservations > redis script idempotency_claim",
        "POST /api/v1/reservations > queue.claim > redis script redeem",
        AtTheService,
        "POST /api/v1/reservations > queue.spend > redis script redeem",
        "POST /api/v1/reservations > redis script idempotency_complete",
    ];

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_sale_is_one_connected_trace_from_the_client_to_the_backend(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync();
        var address = protocol == "grpc" ? collector.GrpcAddress : collector.HttpAddress;
        await using var host = await HostProcess.StartAsync(TracedVisitor.Settings(address, redis.Address, protocol));
        var (traceId, parent) = NewTrace("01");
        await new TracedVisitor(host, parent).BuyAsync(Fresh.Event());

        // The last spans of the gateway and of the sample, which is a process of its own.
        await Eventually.IsTrueAsync(() => collector.Of(traceId).Any(span => span.Name == "POST /api/v1/reservations")
            && Paths(collector.Of(traceId), parent.Split('-')[2]).Contains(AtTheService));
        var paths = Paths(collector.Of(traceId), parent.Split('-')[2]);
        Assert.True(Documented.All(paths.Contains), $"Missing: {string.Join('\n', Documented.Except(paths))}\nThere:\n{string.Join('\n', paths)}");
        // Connected: nothing of the trace hangs on a span that nobody sent.
        Assert.DoesNotContain(paths, path => path.StartsWith('?'));
        Assert.All(collector.Of(traceId), span => Assert.Equal(
            span.Name.StartsWith("redis", StringComparison.Ordinal) ? Client : span.Name.StartsWith("queue.", StringComparison.Ordinal) ? 1 : span.Kind, span.Kind));
        Assert.Equal(5, collector.Of(traceId).Count(span => span.Kind == Server));
        Assert.Equal(["traffictacos-gateway", "traffictacos-reservations"], collector.Services.Keys.Order(StringComparer.Ordinal));
        await Eventually.IsTrueAsync(() => collector.Metrics.ContainsKey("queue.operations"));
    }

    [Fact]
    public async Task A_trace_goes_on_in_the_samples_that_are_programs_of_their_own()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var reservations = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = new Uri("http://127.0.0.1:1"), Collector = new Uri(collector.GrpcAddress) });
        await using var host = await HostProcess.StartAsync(
            [.. TracedVisitor.Settings(collector.HttpAddress, redis.Address), ("BACKEND_RESERVATION_API_GRPC_ADDRESS", reservations.Address.Authority)]);
        var (traceId, parent) = NewTrace("01");
        await new TracedVisitor(host, parent).BuyAsync(Fresh.Event());

        await Eventually.IsTrueAsync(() => Paths(collector.Of(traceId), parent.Split('-')[2]).Contains(AtTheService));
        Assert.Contains("traffictacos-reservations", collector.Services.Keys);
    }

    [Theory]
    [InlineData("0", null, false)]
    [InlineData("0", "01", true)]
    [InlineData("0", "00", false)]
    [InlineData("1", null, true)]
    [InlineData("1", "01", true)]
    [InlineData("1", "00", false)]
    public async Task The_rate_decides_where_the_caller_did_not(string rate, string? flags, bool kept)
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await HostProcess.StartAsync([.. TracedVisitor.Settings(collector.HttpAddress, redis.Address), ("OBSERVABILITY_SAMPLE_RATE", rate)]);
        var (sent, parent) = NewTrace(flags ?? "00");
        var answer = await new TracedVisitor(host, flags is null ? null : parent).SendAsync(HttpMethod.Get, "/queue/status?token=none", null);
        answer.ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        var traceId = answer.TraceId;
        if (flags is not null)
            Assert.Equal(sent, traceId);

        // A span ends once its answer is out, so that of the next request may go out before it: one that has to come is waited for.
        // Where none may come, a later request whose spans are kept tells that there was time for it.
        var (later, laterParent) = NewTrace("01");
        await new TracedVisitor(host, laterParent).SendAsync(HttpMethod.Get, "/queue/status?token=none", null);
        await Eventually.IsTrueAsync(() => collector.Of(kept ? traceId : later).Any(span => span.Kind == Server));
        Assert.Equal(kept, collector.Of(traceId).Count > 0);
    }

    /// <summary>A stranger who could force sampling could fill the trace store.</summary>
    [Fact]
    public async Task A_caller_that_is_not_trusted_decides_nothing_but_the_trace_id()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await HostProcess.StartAsync(
            [.. TracedVisitor.Settings(collector.HttpAddress, redis.Address), ("OBSERVABILITY_TRUST_CALLER", "false"), ("OBSERVABILITY_SAMPLE_RATE", "0")]);
        for (var i = 0; i < 20; i++)
        {
            var (sent, parent) = NewTrace("01");
            var answer = await new TracedVisitor(host, parent).SendAsync(HttpMethod.Get, "/queue/status?token=none", null);
            Assert.Equal(sent, answer.TraceId);
        }

        Assert.Equal(0, await host.StopAsync()); // it sends what it has
        Assert.Empty(collector.Spans);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    [InlineData("rubbish", null)]
    [InlineData(null, null)]
    public void Its_sampling_flag_and_its_baggage_go_no_further(string? sent, string? kept)
    {
        var propagator = new UntrustedCallerPropagator();
        propagator.ExtractTraceIdAndState(null, Get, out var traceId, out _);
        Assert.Equal(kept, traceId);
        Assert.Null(propagator.ExtractBaggage(null, Get));

        void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
            (value, values) = (name switch { "traceparent" => sent, "baggage" => "a=1", _ => null }, null);
    }

    /// <summary>One that refuses, and one that takes connections and answers nothing.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_is_away_is_nobodys_concern(bool refuses)
    {
        var address = refuses ? "http://127.0.0.1:1" : "http://" + UnresponsiveServer.Address;
        await using var host = await HostProcess.StartAsync([.. TracedVisitor.Settings(address, redis.Address), ("RATE_LIMIT_ENABLED", "false"), ("OTEL_BSP_MAX_QUEUE_SIZE", "64"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "32")]);
        var eventId = Fresh.Event();
        // Many times what may wait for the collector.
        for (var i = 0; i < 300; i++)
            (await host.Queue.JoinAsync(eventId)).Should(HttpStatusCode.Accepted);
        await new TracedVisitor(host).BuyAsync(Fresh.Event());
        Assert.Equal(0, await host.StopAsync());
        Assert.Equal("", host.Errors);
        if (refuses) // and its operator is told, once a minute
            Assert.Single(host.Output.Split('\n'), line => line.Contains("The OTLP collector", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probes_and_scrapes_are_no_traces()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await HostProcess.StartAsync(TracedVisitor.Settings(collector.HttpAddress, redis.Address));
        (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        (await host.Http.AskAsync(HttpMethod.Get, "/metrics")).Should(HttpStatusCode.OK);
        var (later, parent) = NewTrace("01");
        await new TracedVisitor(host, parent).SendAsync(HttpMethod.Get, "/queue/status?token=none", null);
        await Eventually.IsTrueAsync(() => collector.Of(later).Any(span => span.Kind == Server));
        Assert.All(collector.Spans, span => Assert.Equal(later, OtlpCollector.Hex(span.TraceId)));
    }

    private static (string TraceId, string Parent) NewTrace(string flags)
    {
        var traceId = ActivityTraceId.CreateRandom().ToHexString();
        return (traceId, $"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-{flags}");
    }

    private static List<string> Paths(IReadOnlyList<Span> spans, string root)
    {
        var byId = spans.ToDictionary(span => OtlpCollector.Hex(span.SpanId), StringComparer.Ordinal);
        return [.. spans.Select(PathOf)];

        string PathOf(Span span)
        {
            var parent = OtlpCollector.Hex(span.ParentSpanId);
            return parent == root ? span.Name : (byId.TryGetValue(parent, out var outer) ? PathOf(outer) : "?") + " > " + span.Name;
        }
    }
}
