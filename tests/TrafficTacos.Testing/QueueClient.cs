using System.Net;
using System.Net.Http.Json;

namespace TrafficTacos.Testing;

/// <summary>The calls of the contract, as a client writes them.</summary>
/// <param name="http">Who sends them.</param>
/// <param name="atTheGateway">Whether users log in to the gateway, or to a shop of the tests.</param>
internal sealed class QueueClient(HttpClient http, bool atTheGateway = false)
{
    private const string Prefix = Shop.Prefix;

    public Task<Answer> JoinAsync(string eventId, string? user = null, string? key = null, string? label = null, string? token = null)
    {
        var body = label is null ? (object)new { event_id = eventId } : new { event_id = eventId, user_id = label };
        var request = new HttpRequestMessage(HttpMethod.Post, Prefix + "/join") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.With("Idempotency-Key", key);
        if (token is not null)
            request.With("X-Waiting-Token", token);
        return http.AskAsync(As(request, user));
    }

    /// <summary>Joins where that has to succeed.</summary>
    public async Task<string> TokenAsync(string eventId, string? user = null) =>
        (await JoinAsync(eventId, user)).Should(HttpStatusCode.Accepted).String("waiting_token");

    public Task<Answer> StatusAsync(string token) => http.AskAsync(HttpMethod.Get, $"{Prefix}/status?token={token}");

    public Task<Answer> EnterAsync(string token, string? user = null) =>
        http.AskAsync(As(new HttpRequestMessage(HttpMethod.Post, Prefix + "/enter") { Content = JsonContent.Create(new { waiting_token = token }) }, user));

    /// <summary>Joins and enters where both have to succeed.</summary>
    public async Task<string> PassAsync(string eventId, string? user = null) =>
        (await EnterAsync(await TokenAsync(eventId, user), user)).Should(HttpStatusCode.OK).String("reservation_token");

    public Task<Answer> LeaveAsync(string token) => http.AskAsync(HttpMethod.Delete, $"{Prefix}/leave?token={token}");

    public Task<Answer> LeaveSoftlyAsync(string token, HttpContent? beacon = null) =>
        http.AskAsync(new HttpRequestMessage(HttpMethod.Post, $"{Prefix}/leave?token={token}") { Content = beacon });

    public Task<Answer> DrawAsync(string eventId, string? token = null) =>
        http.AskAsync(HttpMethod.Get, $"{Prefix}/draw?event_id={eventId}" + (token is null ? "" : "&token=" + token));

    public Task<Answer> OpenSessionAsync(string pass, string? user = null) =>
        http.AskAsync(As(new HttpRequestMessage(HttpMethod.Post, Prefix + "/session") { Content = JsonContent.Create(new { reservation_token = pass }) }, user));

    public Task<Answer> SessionAsync(string session, string? user = null) => SendAsync(HttpMethod.Get, "/session", session, user);

    public Task<Answer> ExtendSessionAsync(string session, string? user = null) => SendAsync(HttpMethod.Post, "/session/extend", session, user);

    public Task<Answer> ReleaseSessionAsync(string session, string? user = null) => SendAsync(HttpMethod.Delete, "/session", session, user);

    private Task<Answer> SendAsync(HttpMethod method, string path, string session, string? user) =>
        http.AskAsync(As(new HttpRequestMessage(method, Prefix + path).With("X-Waiting-Room-Session", session), user));

    /// <summary>A shop of the tests takes the word for it; the gateway wants its load test token, which it takes in Development.</summary>
    private HttpRequestMessage As(HttpRequestMessage request, string? user) =>
        user is null ? request
        : atTheGateway ? request.With("Authorization", "Bearer load-test-bypass-token").With("X-Load-Test-User", user)
        : request.With(Shop.UserHeader, user);
}
