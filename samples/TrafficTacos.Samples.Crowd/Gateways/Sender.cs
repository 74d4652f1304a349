using System.Text.Json;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>Sends a call until it has a final answer, never more than so many at a time.</summary>
internal sealed class Sender(HttpClient http, CrowdOptions options, RunClock clock, Ledger ledger) : IDisposable
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _slots = new(options.Connections);

    public async Task<Answer<T>> SendAsync<T>(Caller caller, Call<T> call, CancellationToken cancellationToken)
        where T : class, IBody
    {
        TimeSpan? firstStart = null;
        var certain = true;
        for (var attempt = 0; ; attempt++)
        {
            var answer = await AttemptAsync(caller.NextGateway(), call, cancellationToken);
            firstStart ??= answer.Start;
            answer = answer with { FirstStart = firstStart.Value, Certain = certain };
            if (RetryRule.Reason(answer) is not { } reason || clock.Now >= call.GiveUpAt)
                return answer;

            ledger.CountRetry(reason);
            certain &= !RetryRule.LeavesDoubt(answer.Status);
            await clock.DelayAsync(RetryRule.Wait(answer.RetryAfter, attempt), cancellationToken);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<Answer<T>> AttemptAsync<T>(Uri gateway, Call<T> call, CancellationToken cancellationToken)
        where T : class, IBody
    {
        var asked = clock.Now;
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var start = clock.Now;
            ledger.OwnQueue.Record(start - asked);
            var answer = await ExchangeAsync(gateway, call, start, cancellationToken);
            if (answer.Status != 0)
                ledger.LatencyOf(call.Kind).Record(answer.End - start);
            return answer;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Answer<T>> ExchangeAsync<T>(Uri gateway, Call<T> call, TimeSpan start, CancellationToken cancellationToken)
        where T : class, IBody
    {
        Answer<T> Ended(int status, T? body, string? problem, TimeSpan? retryAfter = null) =>
            new(status, body, problem, retryAfter, start, start, clock.Now, Certain: true);

        using var patience = new CancellationTokenSource(AttemptTimeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = call.ToRequest(gateway);
            using var response = await http.SendAsync(request, either.Token);
            var (body, problem) = await ReadAsync(response, call, either.Token);
            return Ended((int)response.StatusCode, body, problem, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException e)
        {
            return Ended(0, null, e.HttpRequestError == HttpRequestError.ConnectionError ? "connection refused" : "connection lost");
        }
        catch (IOException)
        {
            return Ended(0, null, "connection lost");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Ended(0, null, "no answer in 10 s");
        }
    }

    private static async Task<(T? Body, string? Problem)> ReadAsync<T>(HttpResponseMessage response, Call<T> call, CancellationToken cancellationToken)
        where T : class, IBody
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
            return (null, "the answer is not JSON");
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync(stream, call.Answer, cancellationToken), null);
        }
        catch (JsonException e)
        {
            return (null, $"the answer cannot be read: {e.Message}");
        }
    }
}
