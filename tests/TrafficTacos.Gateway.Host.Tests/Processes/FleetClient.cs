using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>What came back, and when by this process's timer the request went out and the answer was in.</summary>
internal sealed record FleetResponse(HttpStatusCode Code, JsonElement Body, long Asked, long Answered)
{
    public string Text(string property) => Body.GetProperty(property).GetString()!;

    public long Number(string property) => Body.GetProperty(property).GetInt64();

    public FleetResponse Expect(HttpStatusCode code)
    {
        Assert.True(Code == code, $"{Code} instead of {code}: {Body}");
        return this;
    }
}

/// <summary>A browser's calls, each at the gateway that a load balancer happens to pick.</summary>
internal sealed class FleetClient(IReadOnlyList<Uri> gateways) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) });

    public int Gateways => gateways.Count;

    public Task<FleetResponse> JoinAsync(int gateway, string eventId, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(gateway, "join")) { Content = JsonContent.Create(new { event_id = eventId }) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request);
    }

    public Task<FleetResponse> StatusAsync(int gateway, string token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, At(gateway, "status?token=" + token)));

    /// <summary>People wait without a name; whoever enters has one, and the place is theirs from then on.</summary>
    public Task<FleetResponse> EnterAsync(int gateway, string token, string user) =>
        SendAsync(As(new HttpRequestMessage(HttpMethod.Post, At(gateway, "enter")) { Content = JsonContent.Create(new { waiting_token = token }) }, user));

    public Task<FleetResponse> LeaveAsync(int gateway, string token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, At(gateway, "leave?token=" + token)));

    public Task<FleetResponse> LeaveSoftlyAsync(int gateway, string token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, At(gateway, "leave?token=" + token)));

    public void Dispose() => _http.Dispose();

    /// <summary>The raw way, for endpoints of the tests' own.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion) => _http.SendAsync(request, completion);

    public Uri At(int gateway) => gateways[gateway % gateways.Count];

    /// <summary>The load test token, which gateways take in Development.</summary>
    public static HttpRequestMessage As(HttpRequestMessage request, string user)
    {
        request.Headers.Add("Authorization", "Bearer load-test-bypass-token");
        request.Headers.Add("X-Load-Test-User", user);
        return request;
    }

    private Uri At(int gateway, string call) => new(At(gateway), "/api/v1/queue/" + call);

    private async Task<FleetResponse> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var asked = TimeProvider.System.GetTimestamp();
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            var answered = TimeProvider.System.GetTimestamp();
            return new FleetResponse(response.StatusCode, JsonDocument.Parse(body).RootElement, asked, answered);
        }
    }
}
