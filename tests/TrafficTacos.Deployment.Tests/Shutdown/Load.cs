using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Deployment.Tests.Shutdown;

/// <summary>Visitors who join and ask, each request as soon as the last one is answered, and who repeat nothing. Bounded in
/// number and in time.</summary>
internal sealed class Load(Uri address)
{
    private const int Callers = 16;
    private const int MostRequests = 30_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _answered;

    public ConcurrentQueue<string> Failures { get; } = new();

    public int Answered => Volatile.Read(ref _answered);

    public async Task RunAsync(CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Longest);
        using var http = new HttpClient { BaseAddress = address };
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(http, bound.Token)));
    }

    private async Task CallAsync(HttpClient http, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Answered < MostRequests)
        {
            try
            {
                using var joined = await http.PostAsJsonAsync("/api/v1/queue/join", new { event_id = "concert" }, CancellationToken.None);
                Count(joined);
                var token = (await joined.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("waiting_token").GetString()!;
                using var status = await http.GetAsync(new Uri("/api/v1/queue/status?token=" + Uri.EscapeDataString(token), UriKind.Relative), CancellationToken.None);
                Count(status);
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException)
            {
                Failures.Enqueue(exception.Message);
            }
        }
    }

    private void Count(HttpResponseMessage answer)
    {
        Interlocked.Increment(ref _answered);
        if (!answer.IsSuccessStatusCode)
            Failures.Enqueue($"{answer.RequestMessage!.RequestUri!.AbsolutePath} {(int)answer.StatusCode}");
    }
}
