using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Tests.Otlp;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>A receiver of OpenTelemetry's protocol on loopback, over HTTP/protobuf and over gRPC.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication _app;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapPost("/v1/traces", context => TakeAsync(context, TakeTraces));
        _app.MapPost("/v1/metrics", context => TakeAsync(context, TakeMetrics));
        _app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => TakeCallAsync(context, TakeTraces));
        _app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", context => TakeCallAsync(context, TakeMetrics));
    }

    public string HttpAddress => _app.Urls.First();

    public string GrpcAddress => _app.Urls.Last();

    public ConcurrentQueue<Span> Spans { get; } = new();

    /// <summary>All that came, as text in which secrets can be looked for.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public ConcurrentDictionary<string, bool> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>The metrics and the traces they have an example of.</summary>
    public ConcurrentDictionary<(string Metric, string TraceId), bool> Exemplars { get; } = new();

    public ConcurrentDictionary<string, bool> Services { get; } = new(StringComparer.Ordinal);

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync();
        return collector;
    }

    public IReadOnlyList<Span> Of(string traceId) => [.. Spans.Where(span => string.Equals(Hex(span.TraceId), traceId, StringComparison.Ordinal))];

    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void TakeTraces(byte[] message)
    {
        foreach (var resource in TraceExport.Parser.ParseFrom(message).Resources)
        {
            Texts.Enqueue(resource.ToString());
            foreach (var attribute in resource.Resource.Attributes.Where(attribute => attribute.Key == "service.name"))
                Services[attribute.Value.Text] = true;
            foreach (var span in resource.Scopes.SelectMany(scope => scope.Spans))
                Spans.Enqueue(span);
        }
    }

    private void TakeMetrics(byte[] message)
    {
        foreach (var metric in MetricExport.Parser.ParseFrom(message).Resources.SelectMany(resource => resource.Scopes).SelectMany(scope => scope.Metrics))
        {
            Metrics[metric.Name] = true;
            var exemplars = (metric.Histogram?.Points.SelectMany(point => point.Exemplars) ?? []).Concat(metric.Sum?.Points.SelectMany(point => point.Exemplars) ?? []);
            foreach (var exemplar in exemplars)
                Exemplars[(metric.Name, Hex(exemplar.TraceId))] = true;
        }
    }

    private static async Task TakeAsync(HttpContext context, Action<byte[]> take)
    {
        take(await BodyAsync(context));
        context.Response.ContentType = "application/x-protobuf";
    }

    private static async Task TakeCallAsync(HttpContext context, Action<byte[]> take)
    {
        take((await BodyAsync(context))[GrpcPrefix..]);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
