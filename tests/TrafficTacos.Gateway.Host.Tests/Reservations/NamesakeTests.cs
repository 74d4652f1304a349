using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>An account and a user of the issuer whose tokens have the same <c>sub</c>, before one gateway process.</summary>
public sealed class NamesakeTests : IAsyncLifetime
{
    private readonly TestKey _key = TestKey.Ec("external");
    private readonly ECDsa _own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestIssuer _issuer = null!;
    private ScriptedBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_key);
        _backend = (await ScriptedBackend.StartAsync()).Works();
    }

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        await _issuer.DisposeAsync();
        _own.Dispose();
    }

    [Theory]
    [InlineData("accounts", "", "issuer:")]
    [InlineData("issuer", "accounts:", "")]
    public async Task They_are_two_users_everywhere(string bare, string ofAccounts, string ofIssuer)
    {
        await using var host = await StartAsync(("IDENTITY_NAMESPACE", bare));
        var registered = new { username = AccountCalls.FreshName(), password = AccountCalls.Password, email = "mina@example.com", display_name = "Mina" };
        var account = (await PostAsync(host, "/auth/register", registered)).Should(HttpStatusCode.Created);
        // The answer has the account's own id, however the gateway calls the user.
        var subject = account.String("user_id");
        var (mina, namesake) = (account.String("token"), _key.Sign(TestIssuer.Claims(TimeProvider.System, subject)));

        // Two places, and neither opens the other's.
        var eventId = Fresh.Event();
        var (first, second) = (await JoinAsync(host, eventId, mina), await JoinAsync(host, eventId, namesake));
        Assert.NotEqual(first, second);
        Assert.Equal(first, await JoinAsync(host, eventId, mina));
        (await PostAsync(host, "/queue/enter", new { waiting_token = first }, namesake)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await PostAsync(host, "/queue/enter", new { waiting_token = second }, mina)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        var pass = await EnterAsync(host, first, mina);
        var another = await EnterAsync(host, second, namesake);
        (await ReserveAsync(host, eventId, pass, namesake)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

        // Two users for the backend, which the same Idempotency-Key does not mix up.
        var key = Fresh.Key();
        foreach (var (token, own) in ((string, string)[])[(mina, pass), (namesake, another)])
            Assert.Null((await ReserveAsync(host, eventId, own, token, key)).Should(HttpStatusCode.Accepted).Header("Idempotency-Replayed"));
        Assert.Equal(
            [ofAccounts + subject, ofIssuer + subject],
            _backend.Of("CreateReservation").Select(call => call.Read(CreateReservationRequest.Parser).UserId));

        // What is one's is not the other's, though the backend would show it.
        foreach (var (owner, owners, thief) in ((string, string, string)[])[(ofAccounts, mina, namesake), (ofIssuer, namesake, mina)])
        {
            var reservation = Replies.Reservation;
            reservation.UserId = owner + subject;
            _backend.Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Reservation = reservation }));
            (await host.Http.AskAsync(As(new HttpRequestMessage(HttpMethod.Get, SaleShop.Api + "/reservations/rsv-1"), owners))).Should(HttpStatusCode.OK);
            (await host.Http.AskAsync(As(new HttpRequestMessage(HttpMethod.Get, SaleShop.Api + "/reservations/rsv-1"), thief))).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        }
    }

    /// <summary>Each has a limit of its own.</summary>
    [Fact]
    public async Task One_does_not_use_up_the_others_limit()
    {
        await using var host = await StartAsync(("RATE_LIMIT_RPS", "1"), ("RATE_LIMIT_BURST", "1000"));
        var registered = new { username = AccountCalls.FreshName(), password = AccountCalls.Password, email = "mina@example.com", display_name = "Mina" };
        var account = (await PostAsync(host, "/auth/register", registered)).Should(HttpStatusCode.Created);
        var namesake = _key.Sign(TestIssuer.Claims(TimeProvider.System, account.String("user_id")));
        string? last = null;
        for (var i = 0; i < 100; i++)
            last = (await AskAsync(account.String("token"))).Header("X-RateLimit-Remaining");
        Assert.NotEqual("999", last);
        Assert.Equal("999", (await AskAsync(namesake)).Header("X-RateLimit-Remaining"));

        Task<Answer> AskAsync(string token) => host.Http.AskAsync(As(new HttpRequestMessage(HttpMethod.Get, "/nothing"), token));
    }

    private Task<HostProcess> StartAsync(params (string Name, string Value)[] more) => HostProcess.StartAsync(
    [
        ("ACCOUNTS_SIGNING_KEY", _own.ExportPkcs8PrivateKeyPem()),
        ("JWT_JWKS_ENDPOINT", _issuer.Settings.JwksEndpoint!.AbsoluteUri), ("JWT_ISSUER", TestIssuer.Name), ("JWT_AUDIENCE", TestIssuer.Audience),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", _backend.Address.AbsoluteUri), ("BACKEND_RESERVATION_API_TIMEOUT", "20s"), .. more,
    ]);

    private static async Task<string> JoinAsync(HostProcess host, string eventId, string token) =>
        (await PostAsync(host, "/queue/join", new { event_id = eventId }, token)).Should(HttpStatusCode.Accepted).String("waiting_token");

    private static async Task<string> EnterAsync(HostProcess host, string waitingToken, string token) =>
        (await PostAsync(host, "/queue/enter", new { waiting_token = waitingToken }, token)).Should(HttpStatusCode.OK).String("reservation_token");

    private static Task<Answer> ReserveAsync(HostProcess host, string eventId, string pass, string token, string? key = null) =>
        PostAsync(host, "/reservations", new { event_id = eventId, seat_ids = (string[])["A-12"], reservation_token = pass }, token, key ?? Fresh.Key());

    private static Task<Answer> PostAsync(HostProcess host, string path, object body, string? token = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.With("Idempotency-Key", key);
        return host.Http.AskAsync(token is null ? request : As(request, token));
    }

    private static HttpRequestMessage As(HttpRequestMessage request, string token) => request.With("Authorization", "Bearer " + token);
}
