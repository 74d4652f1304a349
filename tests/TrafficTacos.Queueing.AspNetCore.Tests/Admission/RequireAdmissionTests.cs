using System.Globalization;
using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>What a pass opens, and what it does not.</summary>
public abstract class RequireAdmissionTests(string? redis) : ShopTests(redis)
{
    public static TheoryData<string> Endpoints { get; } = [OrderDesk.Handler, OrderDesk.Delegate, OrderDesk.Group];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_pass_opens_once(string path)
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        Assert.Equal("order", (await shop.OrderAsync(path, pass)).Should(HttpStatusCode.OK).Text);
        (await shop.OrderAsync(path, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_pass_nothing_opens(string path)
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        (await shop.OrderAsync(path, null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Theory]
    [InlineData("200")]
    [InlineData("201")]
    [InlineData("202")]
    [InlineData("299")]
    [InlineData("302")]
    public async Task Success_spends_the_pass(string wish)
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var token = await shop.Queue.TokenAsync(OrderDesk.Event);
        var pass = (await shop.Queue.EnterAsync(token)).String("reservation_token");
        Assert.Equal(wish, ((int)(await shop.OrderAsync(OrderDesk.Handler, pass, wish)).Status).ToString(CultureInfo.InvariantCulture));
        (await shop.OrderAsync(OrderDesk.Handler, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        Assert.Equal("expired", (await shop.Queue.StatusAsync(token)).String("status"));
        (await shop.Queue.EnterAsync(token)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
    }

    [Theory]
    [InlineData(OrderDesk.Handler, "400")]
    [InlineData(OrderDesk.Handler, "409")]
    [InlineData(OrderDesk.Handler, "500")]
    [InlineData(OrderDesk.Handler, "throw")]
    [InlineData(OrderDesk.Delegate, "409")]
    [InlineData(OrderDesk.Delegate, "503")]
    [InlineData(OrderDesk.Delegate, "throw")]
    [InlineData(OrderDesk.Group, "409")]
    [InlineData(OrderDesk.Group, "throw")]
    public async Task Failure_gives_the_pass_back_and_it_works_again(string path, string wish)
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        for (var i = 0; i < 3; i++)
        {
            var failed = await shop.OrderAsync(path, pass, wish);
            Assert.Equal(wish == "throw" ? 500 : int.Parse(wish, CultureInfo.InvariantCulture), (int)failed.Status);
        }

        (await shop.OrderAsync(path, pass)).Should(HttpStatusCode.OK);
        (await shop.OrderAsync(path, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task A_pass_opens_its_own_event_only()
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var (eventId, other) = (Fresh.Event(), Fresh.Event());
        var pass = await shop.Queue.PassAsync(eventId);
        (await shop.OrderAsync(OrderDesk.Handler, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.OrderAsync(OrderDesk.Of(other), pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.OrderAsync(OrderDesk.Of("no%20event"), pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.OrderAsync(OrderDesk.Of(eventId), pass)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_users_pass_opens_for_that_user_only()
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var user = Fresh.User();
        var pass = await shop.Queue.PassAsync(OrderDesk.Event, user);
        (await shop.OrderAsync(OrderDesk.Handler, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.OrderAsync(OrderDesk.Handler, pass, user: Fresh.User())).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.OrderAsync(OrderDesk.Handler, pass, user: user)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_pass_that_nobody_signed_in_for_opens_for_whoever_holds_it()
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        (await shop.OrderAsync(OrderDesk.Handler, pass, user: Fresh.User())).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_waiting_token_is_no_pass_and_a_pass_no_waiting_token()
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var token = await shop.Queue.TokenAsync(OrderDesk.Event);
        (await shop.OrderAsync(OrderDesk.Handler, token)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var pass = (await shop.Queue.EnterAsync(token)).String("reservation_token");
        (await shop.Queue.StatusAsync(pass)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await shop.Queue.EnterAsync(pass)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await shop.Queue.LeaveAsync(pass)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await shop.OrderAsync(OrderDesk.Handler, pass)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_passes_in_one_request_are_none()
    {
        var shop = await OpenAsync(OrderDesk.Plan);
        var pass = await shop.Queue.PassAsync(OrderDesk.Event);
        var request = new HttpRequestMessage(HttpMethod.Post, OrderDesk.Handler + "?wish=200")
            .With("X-Reservation-Token", pass).With("X-Reservation-Token", pass);
        (await shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }
}

public sealed class RequireAdmissionInMemoryTests() : RequireAdmissionTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RequireAdmissionOnRedisTests(RedisFixture redis) : RequireAdmissionTests(redis.Address);
