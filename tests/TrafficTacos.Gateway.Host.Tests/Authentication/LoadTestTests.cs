using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Load scripts that send every buyer under one bearer token.</summary>
public sealed class LoadTestTests : IAsyncLifetime
{
    private HostProcess _host = null!;

    public async Task InitializeAsync() => _host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"), ("RATE_LIMIT_ENABLED", "false"));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("dev-super-key-local-testing")]
    [InlineData("load-test-bypass-token")]
    public async Task Each_user_id_is_a_buyer_of_its_own_who_joins_enters_and_reserves(string bearer)
    {
        var eventId = Fresh.Event();
        var places = new List<string>();
        foreach (var user in (string[])["u1", "u2", "u1"])
            places.Add((await PostAsync("/queue/join", bearer, new { event_id = eventId, user_id = user }, Fresh.Key())).Should(HttpStatusCode.Accepted).String("waiting_token"));
        Assert.Equal(places[0], places[2]);
        Assert.NotEqual(places[0], places[1]);

        var owners = new List<string>();
        foreach (var place in places.Take(2))
        {
            var pass = (await PostAsync("/queue/enter", bearer, new { waiting_token = place })).Should(HttpStatusCode.OK).String("reservation_token");
            // Nobody listens at the address of the reservation service but a probe: whom the pass admits gets beyond the gate.
            var reserved = await PostAsync("/reservations", bearer, new { event_id = eventId, quantity = 1, reservation_token = pass }, Fresh.Key());
            reserved.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
            owners.Add(pass);
        }

        Assert.Equal(2, owners.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>The header alone is nobody: who enters needs a token.</summary>
    [Fact]
    public async Task Without_a_development_token_the_header_means_nothing()
    {
        var eventId = Fresh.Event();
        var place = (await PostAsync("/queue/join", null, new { event_id = eventId, user_id = "u1" })).Should(HttpStatusCode.Accepted).String("waiting_token");
        Assert.NotEqual(place, (await PostAsync("/queue/join", null, new { event_id = eventId, user_id = "u1" })).String("waiting_token"));
        (await PostAsync("/queue/enter", null, new { waiting_token = place })).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"event_id":7,"user_id":7}""")]
    public async Task What_is_wrong_with_a_body_the_endpoint_says(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        (await _host.Http.AskAsync(request.With("Authorization", "Bearer load-test-bypass-token").With("X-Load-Test", "true"))).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
    }

    private Task<Answer> PostAsync(string path, string? bearer, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path) { Content = JsonContent.Create(body) }.With("X-Load-Test", "true");
        if (bearer is not null)
            request.With("Authorization", "Bearer " + bearer);
        if (key is not null)
            request.With("Idempotency-Key", key);
        return _host.Http.AskAsync(request);
    }
}
