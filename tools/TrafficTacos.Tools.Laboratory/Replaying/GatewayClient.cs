using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>Sends the queue's requests over HTTP. Each visitor is a user of their own, with the load-test token that gateways accept in
/// Development.</summary>
internal sealed class GatewayClient(Uri address) : IDisposable
{
    private const string LoadTestToken = "load-test-bypass-token";
    private const int WarmUpVisitors = 1000;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

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
        Timeout = RequestTimeout,
    };

    /// <param name="eventId">The event.</param>
    /// <param name="user">The visitor's user id.</param>
    /// <param name="idempotencyKey">The same key for every repetition of this join.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<GatewayResponse> JoinAsync(string eventId, string user, string idempotencyKey, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "join", user, Content(new JoinRequestBody(eventId), GatewayJson.Default.JoinRequestBody), cancellationToken, idempotencyKey);

    public Task<GatewayResponse> GetStatusAsync(string user, string waitingToken, bool hidden, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"status?token={waitingToken}{(hidden ? "&hidden=true" : "")}", user, null, cancellationToken);

    public Task<GatewayResponse> EnterAsync(string user, string waitingToken, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "enter", user, Content(new EnterRequestBody(waitingToken), GatewayJson.Default.EnterRequestBody), cancellationToken);

    /// <summary>Leaves immediately, or softly as a browser's beacon does.</summary>
    public Task<GatewayResponse> LeaveAsync(string user, string waitingToken, bool soft, CancellationToken cancellationToken) =>
        SendAsync(soft ? HttpMethod.Post : HttpMethod.Delete, $"leave?token={waitingToken}", user, null, cancellationToken);

    /// <summary>Sends one request before the load, so that a wrong address or a rate limit is reported once.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var response = await GetStatusAsync("nobody", "availability-check", hidden: false, cancellationToken);
        if (response.Status == 0)
            throw new ReplayException($"the gateway {address} cannot be reached");
        if (response.Status == 429)
            throw new ReplayException($"the gateway {address} limits the rate; start it with RATE_LIMIT_ENABLED=false");
        if (response.Body?.Error?.Code is not "TOKEN_NOT_FOUND")
            throw new ReplayException(Invariant($"{address} answers with {response.Status}, but has no waiting room at /api/v1/queue"));
    }

    /// <summary>Compiles the code paths of both processes and opens the connections, as in a gateway that has been in service.</summary>
    public Task WarmUpAsync(string eventId, CancellationToken cancellationToken) => Parallel.ForAsync(0, WarmUpVisitors, cancellationToken, async (i, token) =>
    {
        var user = Invariant($"{eventId}-{i}");
        var joined = await JoinAsync(eventId, user, user, token);
        if (joined.Body?.WaitingToken is not { } waitingToken)
            return;
        await GetStatusAsync(user, waitingToken, hidden: false, token);
        await EnterAsync(user, waitingToken, token);
        await LeaveAsync(user, waitingToken, soft: false, token);
    });

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Content<T>(T body, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { { "Content-Type", "application/json" } } };

    private async Task<GatewayResponse> SendAsync(
        HttpMethod method, string path, string user, HttpContent? content, CancellationToken cancellationToken, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, "/api/v1/queue/" + path)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + LoadTestToken);
        request.Headers.TryAddWithoutValidation("X-Load-Test-User", user);
        if (idempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw new ReplayException($"the gateway {address} does not accept the load-test token; start it with SERVER_ENVIRONMENT=Development");
            return new GatewayResponse((int)response.StatusCode, await JsonSerializer.DeserializeAsync(stream, GatewayJson.Default.ResponseBody, cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new GatewayResponse(0, null);
        }
        catch (JsonException)
        {
            // Not a gateway. CheckAsync reports the missing body.
            return new GatewayResponse(404, null);
        }
    }
}
