using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>The queue's calls over HTTP. Everybody is a user of their own, by the token that gateways take in Development.</summary>
internal sealed class GatewayClient(Uri address) : IDisposable
{
    private const string LoadTestToken = "load-test-bypass-token";
    private const int WarmUp = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 256,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Patience,
    };

    /// <param name="eventId">The sale.</param>
    /// <param name="user">Who joins.</param>
    /// <param name="key">The same for a join that is sent again.</param>
    /// <param name="stop">Ends the replay.</param>
    public Task<Answer> JoinAsync(string eventId, string user, string key, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, "join", user, Content(new JoinRequest(eventId), WireJson.Default.JoinRequest), stop, key);

    public Task<Answer> StatusAsync(string user, string token, CancellationToken stop) =>
        SendAsync(HttpMethod.Get, $"status?token={token}", user, null, stop);

    public Task<Answer> EnterAsync(string user, string token, CancellationToken stop) =>
        SendAsync(HttpMethod.Post, "enter", user, Content(new EnterRequest(token), WireJson.Default.EnterRequest), stop);

    /// <summary>At once, or as a browser's beacon does it.</summary>
    public Task<Answer> LeaveAsync(string user, string token, bool soft, CancellationToken stop) =>
        SendAsync(soft ? HttpMethod.Post : HttpMethod.Delete, $"leave?token={token}", user, null, stop);

    /// <summary>One question before two thousand are asked.</summary>
    public async Task CheckAsync(CancellationToken stop)
    {
        var answer = await StatusAsync("nobody", "is-anybody-there", stop);
        if (answer.Status == 0)
            throw new ReplayException($"the gateway {address} cannot be reached");
        if (answer.Status == 429)
            throw new ReplayException($"the gateway {address} limits the rate; start it with RATE_LIMIT_ENABLED=false");
        if (answer.Body?.Error?.Code is not "TOKEN_NOT_FOUND")
            throw new ReplayException(Invariant($"{address} answers {answer.Status}, but there is no waiting room at /api/v1/queue"));
    }

    /// <summary>A gateway in service has run before: its code and this one's are compiled, its connections are open.</summary>
    public Task WarmUpAsync(string eventId, CancellationToken stop) => Parallel.ForAsync(0, WarmUp, stop, async (i, token) =>
    {
        var user = Invariant($"{eventId}-{i}");
        var joined = await JoinAsync(eventId, user, user, token);
        if (joined.Body?.WaitingToken is not { } place)
            return;
        await StatusAsync(user, place, token);
        await EnterAsync(user, place, token);
        await LeaveAsync(user, place, soft: false, token);
    });

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Content<T>(T body, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { { "Content-Type", "application/json" } } };

    private async Task<Answer> SendAsync(HttpMethod method, string call, string user, HttpContent? content, CancellationToken stop, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, "/api/v1/queue/" + call)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + LoadTestToken);
        request.Headers.TryAddWithoutValidation("X-Load-Test-User", user);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        try
        {
            using var response = await _http.SendAsync(request, stop);
            await using var stream = await response.Content.ReadAsStreamAsync(stop);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw new ReplayException($"the gateway {address} does not take the load-test token; start it with SERVER_ENVIRONMENT=Development");
            return new Answer((int)response.StatusCode, await JsonSerializer.DeserializeAsync(stream, WireJson.Default.Body, stop));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new Answer(0, null);
        }
        catch (JsonException)
        {
            // Some other server: the caller sees a status without a body.
            return new Answer(404, null);
        }
    }
}
