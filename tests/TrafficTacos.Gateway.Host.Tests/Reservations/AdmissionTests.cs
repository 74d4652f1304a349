using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>The pass of the waiting room: claimed while the backend works, spent when it succeeds, given back when it fails.</summary>
public abstract class AdmissionTests(string? redis) : ShopTests(redis)
{
    private const string User = Replies.User;

    private ScriptedBackend _backend = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _backend = (await ScriptedBackend.StartAsync()).Works();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pass_reserves_once(bool inBody)
    {
        var shop = await OpenAsync();
        var (eventId, reserve) = (Fresh.Event(), Reserve(shop, inBody));
        var pass = await shop.Queue.PassAsync(eventId, User);
        (await reserve(eventId, pass, User)).Should(HttpStatusCode.Accepted);
        var call = _backend.Of("CreateReservation").Single();
        Assert.Equal(pass, call.Read(CreateReservationRequest.Parser).ReservationToken);
        Assert.Matches("^[0-9a-f]{16}$", call.Headers["x-pass-id"]);
        (await reserve(eventId, pass, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        Assert.Single(_backend.Calls);
    }

    [Fact]
    public async Task Without_a_pass_of_this_event_and_user_the_backend_is_not_asked()
    {
        var shop = await OpenAsync();
        var (eventId, reserve) = (Fresh.Event(), Reserve(shop, inBody: true));
        var pass = await shop.Queue.PassAsync(eventId, User);
        (await reserve(eventId, null, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await reserve(eventId, "forged", User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await reserve(Fresh.Event(), pass, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await reserve(eventId, pass, "mallory")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Empty(_backend.Calls);
        (await reserve(eventId, pass, User)).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Bad_input_does_not_cost_the_pass()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var pass = await shop.Queue.PassAsync(eventId, User);
        (await shop.PostAsync("/reservations", User, new { event_id = eventId, reservation_token = pass }, Fresh.Key())).ShouldFail(HttpStatusCode.BadRequest, "MISSING_SEATS");
        (await Reserve(shop, inBody: true)(eventId, pass, User)).Should(HttpStatusCode.Accepted);
    }

    public static TheoryData<int, int> Failures { get; } = new()
    {
        { (int)StatusCode.FailedPrecondition, 409 },
        { (int)StatusCode.Unavailable, 503 },
        { (int)StatusCode.DeadlineExceeded, 504 },
        { -1, 409 },
        { -2, 502 },
    };

    /// <summary>Who lost a seat to somebody faster tries another one; who got no answer repeats, and the backend knows the key.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_gives_the_pass_back_before_the_client_hears_of_it(int failure, int status)
    {
        var shop = await OpenAsync();
        var (eventId, reserve) = (Fresh.Event(), Reserve(shop, inBody: false));
        var pass = await shop.Queue.PassAsync(eventId, User);
        BackendScript script = failure switch
        {
            -1 => ScriptedBackend.Reply(new CreateReservationResponse { Error = new Error { Code = ErrorCode.InventoryConflict } }),
            -2 => ScriptedBackend.Reply(new CreateReservationResponse()),
            _ => ScriptedBackend.Fail((StatusCode)failure),
        };
        for (var i = 0; i < 2; i++)
        {
            _backend.Always("CreateReservation", script);
            Assert.Equal(status, (int)(await reserve(eventId, pass, User)).Status);
        }

        _backend.Works();
        (await reserve(eventId, pass, User)).Should(HttpStatusCode.Accepted);
        (await reserve(eventId, pass, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task Of_many_at_once_with_one_pass_one_reaches_the_backend()
    {
        var shop = await OpenAsync();
        var (eventId, reserve) = (Fresh.Event(), Reserve(shop, inBody: true));
        var pass = await shop.Queue.PassAsync(eventId, User);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => reserve(eventId, pass, User)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.Single(_backend.Calls);
    }

    [Fact]
    public async Task Where_it_is_not_required_nobody_asks_for_it()
    {
        var shop = await OpenAsync(admission: false);
        (await Reserve(shop, inBody: true)(Fresh.Event(), null, User)).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_session_serves_any_number_of_reservations_where_that_is_allowed()
    {
        var shop = await OpenAsync(SaleShop.Plan(
            _backend.Address, _backend.Address, admission: true, services: services => services.AddSingleton(new ReservationSettings(SettingsReader.Of()) { AcceptSessions = true })));
        var strict = await OpenAsync();
        var eventId = Fresh.Event();
        var session = (await shop.Queue.OpenSessionAsync(await shop.Queue.PassAsync(eventId, User), User)).String("session_token");
        for (var i = 0; i < 3; i++)
            (await ReserveAsync(shop, eventId, session, User)).Should(HttpStatusCode.Accepted);
        (await ReserveAsync(shop, Fresh.Event(), session, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await ReserveAsync(shop, eventId, session, "mallory")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await ReserveAsync(strict, eventId, session, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.Queue.ReleaseSessionAsync(session, User)).Should(HttpStatusCode.OK);
        (await ReserveAsync(shop, eventId, session, User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(3, _backend.Calls.Count);

        static Task<Answer> ReserveAsync(Shop shop, string eventId, string session, string user) => shop.PostAsync(
            "/reservations", user, new { event_id = eventId, quantity = 1 }, Fresh.Key(), ("X-Waiting-Room-Session", session));
    }

    private Task<Shop> OpenAsync(bool admission = true) => OpenAsync(SaleShop.Plan(_backend.Address, _backend.Address, admission));

    private static Func<string, string?, string, Task<Answer>> Reserve(Shop shop, bool inBody) => (eventId, pass, user) => inBody
        ? shop.PostAsync("/reservations", user, new { event_id = eventId, quantity = 1, reservation_token = pass }, Fresh.Key())
        : shop.PostAsync("/reservations", user, new { event_id = eventId, quantity = 1 }, Fresh.Key(), ("X-Reservation-Token", pass!));
}

public sealed class AdmissionInMemoryTests() : AdmissionTests(null);

[Collection(SharedRedisCollection.Name)]
public sealed class AdmissionOnRedisTests(RedisFixture redis) : AdmissionTests(redis.Address);
