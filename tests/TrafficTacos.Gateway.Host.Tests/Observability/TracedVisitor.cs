using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>One person through a whole sale, under one trace of their own when they bring one.</summary>
/// <param name="host">The gateway, in Development.</param>
/// <param name="traceParent">What they send along; null for nothing.</param>
internal sealed class TracedVisitor(HostProcess host, string? traceParent = null)
{
    /// <summary>How the host reports quickly, keeps every trace unless its caller decided otherwise, and has services behind it.</summary>
    public static (string, string)[] Settings(string collector, string redis, string protocol = "http/protobuf") =>
    [
        ("SERVER_ENVIRONMENT", "Development"), ("REDIS_ADDRESS", redis), ("OBSERVABILITY_OTLP_ENDPOINT", collector),
        ("OBSERVABILITY_OTLP_PROTOCOL", protocol), ("OBSERVABILITY_SAMPLE_RATE", "1"), ("OBSERVABILITY_TRUST_CALLER", "true"), ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", ""),
        // The samples in the process are slow when it is busy starting.
        ("BACKEND_RESERVATION_API_TIMEOUT", "20s"), ("BACKEND_PAYMENT_API_TIMEOUT", "20s"),
    ];

    public string User { get; } = Fresh.User();

    public string IdempotencyKey { get; } = Fresh.Key();

    /// <summary>Joins, asks, enters and reserves; what they got.</summary>
    /// <param name="eventId">Of what.</param>
    /// <param name="onceJoined">What happens before they enter.</param>
    public async Task<(string Waiting, string Pass, string Reservation)> BuyAsync(string eventId, Func<Task>? onceJoined = null)
    {
        var waiting = (await SendAsync(HttpMethod.Post, "/queue/join", new { event_id = eventId })).Should(HttpStatusCode.Accepted).String("waiting_token");
        await (onceJoined?.Invoke() ?? Task.CompletedTask);
        (await SendAsync(HttpMethod.Get, $"/queue/status?token={waiting}", null)).Should(HttpStatusCode.OK);
        var pass = (await SendAsync(HttpMethod.Post, "/queue/enter", new { waiting_token = waiting })).Should(HttpStatusCode.OK).String("reservation_token");
        return (waiting, pass, (await ReserveAsync(eventId, pass)).Should(HttpStatusCode.Accepted).String("reservation_id"));
    }

    public Task<Answer> ReserveAsync(string eventId, string pass) =>
        SendAsync(HttpMethod.Post, "/reservations", new { event_id = eventId, quantity = 1, reservation_token = pass }, IdempotencyKey);

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? key = null)
    {
        var request = new HttpRequestMessage(method, SaleShop.Api + path)
            .With("Authorization", "Bearer load-test-bypass-token").With("X-Load-Test-User", User);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (key is not null)
            request.With("Idempotency-Key", key);
        if (traceParent is not null)
            request.With("traceparent", traceParent);
        return host.Http.AskAsync(request);
    }
}
