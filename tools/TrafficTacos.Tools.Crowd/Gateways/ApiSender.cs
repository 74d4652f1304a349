using System.Text.Json;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Sends a call until it has a final response, with a limit of concurrent requests.</summary>
internal sealed class ApiSender(HttpClient http, CrowdOptions options, RunClock clock, RunStatistics statistics) : IDisposable
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _slots = new(options.Connections);

    public async Task<ApiResponse<T>> SendAsync<T>(VisitorIdentity identity, ApiCall<T> call, CancellationToken cancellationToken)
        where T : class, IResponseBody
    {
        TimeSpan? firstSentAt = null;
        var isUnambiguous = true;
        for (var attempt = 0; ; attempt++)
        {
            var response = await AttemptAsync(identity.NextGateway(), call, cancellationToken);
            firstSentAt ??= response.SentAt;
            response = response with { FirstSentAt = firstSentAt.Value, IsUnambiguous = isUnambiguous };
            if (RetryPolicy.ReasonFor(response) is not { } reason || clock.Now >= call.RetryUntil)
                return response;

            statistics.CountRetry(reason);
            isUnambiguous &= !RetryPolicy.MayHaveTakenEffect(response.Status);
            await clock.DelayAsync(RetryPolicy.DelayFor(response.RetryAfter, attempt), cancellationToken);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<ApiResponse<T>> AttemptAsync<T>(Uri gateway, ApiCall<T> call, CancellationToken cancellationToken)
        where T : class, IResponseBody
    {
        var queuedAt = clock.Now;
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var sentAt = clock.Now;
            statistics.ClientQueue.Record(sentAt - queuedAt);
            var response = await ExchangeAsync(gateway, call, sentAt, cancellationToken);
            if (response.Status != 0)
                statistics.LatencyOf(call.Kind).Record(response.CompletedAt - sentAt);
            return response;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<ApiResponse<T>> ExchangeAsync<T>(Uri gateway, ApiCall<T> call, TimeSpan sentAt, CancellationToken cancellationToken)
        where T : class, IResponseBody
    {
        ApiResponse<T> Complete(int status, T? body, string? problem, TimeSpan? retryAfter = null) =>
            new(status, body, problem, retryAfter, sentAt, sentAt, clock.Now, IsUnambiguous: true);

        using var timeout = new CancellationTokenSource(AttemptTimeout, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = call.CreateRequest(gateway);
            using var response = await http.SendAsync(request, linked.Token);
            var (body, problem) = await ReadAsync(response, call, linked.Token);
            return Complete((int)response.StatusCode, body, problem, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException exception)
        {
            return Complete(0, null, exception.HttpRequestError == HttpRequestError.ConnectionError ? "connection refused" : "connection lost");
        }
        catch (IOException)
        {
            return Complete(0, null, "connection lost");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Complete(0, null, "no response in 10 s");
        }
    }

    private static async Task<(T? Body, string? Problem)> ReadAsync<T>(HttpResponseMessage response, ApiCall<T> call, CancellationToken cancellationToken)
        where T : class, IResponseBody
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
            return (null, "the response is not JSON");
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync(stream, call.ResponseType, cancellationToken), null);
        }
        catch (JsonException exception)
        {
            return (null, $"the response cannot be read: {exception.Message}");
        }
    }
}
