using System.Net;

namespace TrafficTacos.Queueing.Testing.Tests;

/// <summary>The answers are those that the test sets, behind the endpoints and the gate of an application.</summary>
public sealed class FakeWaitingRoomTests
{
    private readonly FakeWaitingRoom _room = new();

    [Fact]
    public async Task Without_any_answers_everybody_goes_through()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        var first = await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
        var second = await visitor.AdmitAsync(TicketShop.Event, options => (options.Prefix, options.OpenSession) = (Shop.Prefix, true));
        Assert.NotEqual(first.WaitingToken, second.WaitingToken);
        (await visitor.AskAsync(HttpMethod.Get, Shop.Prefix + "/session")).Should(HttpStatusCode.OK);
        Assert.Equal("ready", (await shop.Queue.StatusAsync("any")).String("status"));
        (await shop.Queue.LeaveAsync("any")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_status_is_what_the_test_says()
    {
        await using var shop = await OpenAsync();
        _room.OnGetStatus = request => new VisitorStatus { State = VisitorState.Waiting, Position = request.WaitingToken.Length, QueueLength = 12 };
        var status = (await shop.Queue.StatusAsync("place")).Should(HttpStatusCode.OK);
        Assert.Equal(("waiting", 5, 12), (status.String("status"), status.Number("position"), status.Number("queue_length")));
        _room.OnEnter = _ => new EnterResult { Outcome = EnterOutcome.NotReady, Position = 5 };
        (await shop.Queue.EnterAsync("place")).ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
    }

    [Fact]
    public async Task The_gate_asks_it_and_tells_it_what_became_of_a_pass()
    {
        var (spent, released) = (0, 0);
        _room.OnSpend = claim => spent += claim.EventId == TicketShop.Event ? 1 : 100;
        _room.OnRelease = _ => released++;
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
        (await visitor.OrderAsync("?status=409")).Should(HttpStatusCode.Conflict);
        Assert.Equal((1, 1), (spent, released));
        _room.OnClaim = _ => new PassClaimResult { Outcome = PassClaimOutcome.Spent };
        (await visitor.OrderAsync()).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task A_store_can_be_away()
    {
        await using var shop = await OpenAsync();
        using var visitor = shop.Visitor();
        await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        _room.IsAvailable = false;
        (await shop.Queue.JoinAsync(TicketShop.Event)).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        (await shop.Queue.StatusAsync("place")).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        (await visitor.OrderAsync()).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.False(await shop.Room.IsAvailableAsync());
        _room.IsAvailable = true;
        (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_have_their_answers()
    {
        IShopperSessions sessions = _room;
        var request = new SessionRequest { SessionToken = "session", EventId = TicketShop.Event };
        Assert.Equal(TicketShop.Event, (await sessions.CheckAsync(request)).Session!.EventId);
        Assert.Equal(SessionOutcome.Live, (await sessions.ExtendAsync(request)).Outcome);
        Assert.Equal(SessionReleaseOutcome.Released, await sessions.ReleaseAsync(request));
        _room.OnCheckSession = _ => new SessionResult { Outcome = SessionOutcome.Ended };
        _room.OnExtendSession = _ => new SessionResult { Outcome = SessionOutcome.AtMaximum };
        _room.OnReleaseSession = _ => SessionReleaseOutcome.AlreadyEnded;
        _room.OnReleaseSessionById = (eventId, id) => id == "7" && eventId == TicketShop.Event ? SessionReleaseOutcome.Released : SessionReleaseOutcome.Unknown;
        Assert.Equal(SessionOutcome.Ended, (await sessions.CheckAsync(request)).Outcome);
        Assert.Equal(SessionOutcome.AtMaximum, (await sessions.ExtendAsync(request)).Outcome);
        Assert.Equal(SessionReleaseOutcome.AlreadyEnded, await sessions.ReleaseAsync(request));
        Assert.Equal(SessionReleaseOutcome.Released, await sessions.ReleaseByIdAsync(TicketShop.Event, "7"));
    }

    [Fact]
    public async Task A_failure_comes_with_the_task()
    {
        _room.OnJoin = _ => throw new WaitingRoomUnavailableException("for this call");
        var joining = _room.JoinAsync(new JoinRequest { EventId = TicketShop.Event });
        Assert.True(joining.IsFaulted);
        Assert.Equal("for this call", (await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => joining)).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _room.EnterAsync(new EnterRequest { WaitingToken = "x" }, new CancellationToken(canceled: true)));
    }

    private Task<Shop> OpenAsync() => Shop.OpenAsync(TicketShop.Plan with { Services = services => services.AddFakeWaitingRoom(_room) });
}
