using System.Net;

namespace TrafficTacos.Queueing.Proxy.Tests.Sale;

/// <summary>Somebody with a browser that keeps cookies: waits, looks at the tickets, buys one.</summary>
internal sealed class Visitor(Uri address) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>What the shop answered, in the order in which it came: the page, the purchase.</summary>
    public List<Answer> Answers { get; } = [];

    /// <summary>When the visitor was inside, and when the order was paid.</summary>
    public (long At, long Until) Stay { get; private set; }

    /// <summary>Whether the first request met the page.</summary>
    public bool HasWaited { get; private set; }

    public async Task BuyAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var answer = await NavigateAsync("/shop", HttpMethod.Get, cancellationToken);
        while (answer.Status == HttpStatusCode.TooManyRequests)
        {
            HasWaited = true;
            await timer.WaitForNextTickAsync(cancellationToken);
            var status = await AskAsync(new HttpRequestMessage(HttpMethod.Get, "/shop").With("Waiting-Room", "status"), cancellationToken);
            if (status.Status == HttpStatusCode.NoContent || (status.Status == HttpStatusCode.OK && status.String("status") is "ready" or "admitted"))
                answer = await NavigateAsync("/shop", HttpMethod.Get, cancellationToken);
        }

        Answers.Add(answer.Should(HttpStatusCode.OK));
        var at = TimeProvider.System.GetTimestamp();
        await timer.WaitForNextTickAsync(cancellationToken);
        Stay = (at, TimeProvider.System.GetTimestamp());
        Answers.Add((await NavigateAsync("/buy", HttpMethod.Post, cancellationToken)).Should(HttpStatusCode.OK));
    }

    public void Dispose() => _http.Dispose();

    private Task<Answer> NavigateAsync(string path, HttpMethod method, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(method, path).With("Sec-Fetch-Mode", "navigate").With("Sec-Fetch-Dest", "document"), cancellationToken);

    private Task<Answer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.AskAsync(request, cancellationToken);
}
