using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Sessions;

/// <summary>When a gateway accepts a session without asking the store. Two gateways, one store of this process.</summary>
public sealed class FreshnessTests : IAsyncDisposable
{
    private const string Event = "concert";

    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private readonly CountedStore _store;
    private readonly Gateway _one;
    private readonly Gateway _other;

    public FreshnessTests()
    {
        _store = CountedStore.Over(new Storage.InMemory.InMemoryQueueStore(_time));
        _one = new Gateway(_time, _store.Store, _ => { });
        _other = new Gateway(_time, _store.Store, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_busy_shopper_costs_one_call_in_a_quarter_of_the_lifetime()
    {
        var token = await InsideAsync();
        var calls = _store.Sessions;
        for (var second = 0; second < 600; second++)
        {
            var result = await _one.Room.CheckAsync(token);
            Assert.Equal(SessionOutcome.Live, result.Outcome);
            await PassAsync(1);
        }

        Assert.InRange(_store.Sessions - calls, 4, 5);
    }

    [Fact]
    public async Task A_client_that_keeps_the_first_token_gets_the_newest_and_asks_no_more_often()
    {
        var first = await InsideAsync();
        await PassAsync(151);
        var renewed = await _one.Room.CheckAsync(first);
        Assert.NotNull(renewed.RenewedToken);
        var calls = _store.Sessions;
        Assert.Equal(renewed.RenewedToken, (await _one.Room.CheckAsync(first)).RenewedToken);
        Assert.Null((await _one.Room.CheckAsync(renewed.RenewedToken)).RenewedToken);
        Assert.Equal(calls, _store.Sessions);
    }

    [Fact]
    public async Task A_gateway_that_never_read_the_journal_asks()
    {
        var token = await InsideAsync();
        var calls = _store.Sessions;
        Assert.Equal(SessionOutcome.Live, (await _other.Room.CheckAsync(token)).Outcome);
        Assert.Equal(calls + 1, _store.Sessions);
    }

    [Fact]
    public async Task What_was_confirmed_before_a_gateway_began_to_read_is_asked_for_once()
    {
        var released = await InsideAsync();
        var other = await InsideAsync();
        await PassAsync(5);
        Assert.Equal(SessionReleaseOutcome.Released, await _one.Room.ReleaseSessionAsync(released));
        // Only from here on the other one reads: it cannot have read that release.
        await _other.Room.CheckAsync(other);
        await PassAsync(2);
        Assert.Equal(SessionOutcome.Ended, (await _other.Room.CheckAsync(released)).Outcome);
    }

    [Fact]
    public async Task The_end_of_a_session_is_known_elsewhere_when_the_journal_was_read()
    {
        var token = await InsideAsync();
        await _other.Room.CheckAsync(token);
        await PassAsync(2);
        token = (await _other.Room.CheckAsync(token)).RenewedToken ?? token;
        var calls = _store.Sessions;
        await _one.Room.ReleaseSessionAsync(token);
        Assert.Equal(SessionOutcome.Ended, (await _one.Room.CheckAsync(token)).Outcome);
        await _other.ReadAsync(Event);
        Assert.Equal(SessionOutcome.Ended, (await _other.Room.CheckAsync(token)).Outcome);
        Assert.Equal(calls + 1, _store.Sessions);
    }

    [Fact]
    public async Task Who_could_not_read_for_two_seconds_asks()
    {
        var token = await InsideAsync();
        await PassAsync(3);
        token = (await _one.Room.CheckAsync(token)).RenewedToken ?? token;
        var calls = _store.Sessions;
        Assert.Equal(SessionOutcome.Live, (await _one.Room.CheckAsync(token)).Outcome);
        Assert.Equal(calls, _store.Sessions);
        _store.IsJournalAway = true;
        await PassAsync(2);
        await _one.Room.CheckAsync(token);
        Assert.Equal(calls, _store.Sessions);
        _time.Advance(TimeSpan.FromTicks(1));
        await _one.Room.CheckAsync(token);
        Assert.Equal(calls + 1, _store.Sessions);
    }

    [Fact]
    public async Task A_look_asks_and_lengthens_nothing()
    {
        var token = await InsideAsync();
        await PassAsync(100);
        Assert.Equal(TimeSpan.FromSeconds(500), (await _one.Room.CheckAsync(token, isUse: false)).Session!.ExpiresIn);
        Assert.Equal(TimeSpan.FromSeconds(600), (await _one.Room.ExtendAsync(token)).Session!.ExpiresIn);
    }

    [Fact]
    public async Task A_worker_releases_by_id()
    {
        var token = await InsideAsync();
        var session = (await _one.Room.CheckAsync(token)).Session!;
        Assert.Equal((48, Event), (session.SessionId.Length, session.EventId));
        Assert.Equal(SessionReleaseOutcome.Unknown, await _other.Room.Sessions.ReleaseByIdAsync(Event, "none"));
        Assert.Equal(SessionReleaseOutcome.Released, await _other.Room.Sessions.ReleaseByIdAsync(Event, session.SessionId));
        Assert.Equal(SessionReleaseOutcome.AlreadyEnded, await _other.Room.Sessions.ReleaseByIdAsync(Event, session.SessionId));
    }

    [Fact]
    public async Task A_session_is_for_its_event_and_its_user()
    {
        var token = await _one.InsideAsync(Event, "one");
        Assert.Equal(SessionOutcome.AccessDenied, (await _one.Room.CheckAsync(token)).Outcome);
        Assert.Equal(SessionOutcome.AccessDenied, (await _one.Room.CheckAsync(token, "two")).Outcome);
        Assert.Equal(SessionOutcome.Live, (await _one.Room.CheckAsync(token, "one")).Outcome);
        Assert.Equal(
            SessionOutcome.WrongEvent,
            (await _one.Room.Sessions.CheckAsync(new SessionRequest { SessionToken = token, EventId = "other", UserId = "one" })).Outcome);
        Assert.Equal(SessionOutcome.Unknown, (await _one.Room.CheckAsync(token[1..])).Outcome);
    }

    private Task<string> InsideAsync() => _one.InsideAsync(Event);

    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _one.MaintainAsync(Event);
            await _other.MaintainAsync(Event);
        }
    }
}
