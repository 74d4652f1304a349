using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Sessions;

/// <summary>The maximum of shoppers, counted at the shop: by whom two gateways let through, each with a Redis connection and a knowledge of
/// its own.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RotatingSeatTests(RedisFixture redis)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private readonly Random _random = new(20261130);

    [Fact]
    public async Task A_hundred_who_rotate_through_one_seat_are_never_two_inside()
    {
        var eventId = "rotation-" + Guid.NewGuid().ToString("n");
        await using var one = OpenGateway(1);
        await using var other = OpenGateway(1);
        Gateway[] gateways = [one, other];
        var visitors = new List<Visitor>();
        for (var i = 0; i < 100; i++)
            visitors.Add(new Visitor((await gateways[i % 2].Room.JoinAsync(eventId)).WaitingToken!));

        var before = _time.GetUtcNow();
        while (visitors.Exists(visitor => visitor.ReleasedAt is null))
        {
            _time.Advance(Tick);
            foreach (var gateway in gateways)
            {
                await gateway.MaintainAsync(eventId);
                if (_random.Next(4) == 0) // a busy gateway reads when it can
                    await gateway.ReadAsync(eventId);
            }

            // Everybody at once, and whoever has left comes again with the token that they have.
            var acts = visitors.Where(visitor => visitor.Comes(_time, _random)).ToList();
            await Task.WhenAll(acts.Select(visitor => ActAsync(visitor, gateways[_random.Next(2)], gateways[_random.Next(2)])));
            Assert.True(_time.GetUtcNow() - before < TimeSpan.FromHours(1), "the seat does not rotate");
        }

        var inside = visitors.OrderBy(visitor => visitor.First).ToList();
        foreach (var (earlier, later) in inside.Zip(inside.Skip(1)))
            Assert.True(later.First > earlier.Last, $"two were inside: one until {earlier.Last - before}, the next from {later.First - before}");
        // Or it would have proved nothing: gateways accept somebody for a while whose seat is free.
        Assert.Contains(visitors, visitor => visitor.Last > visitor.ReleasedAt);
        Assert.All(visitors, visitor => Assert.True(visitor.Last <= visitor.ReleasedAt + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Of_many_who_enter_at_once_ten_get_the_ten_seats()
    {
        var eventId = "ten-seats-" + Guid.NewGuid().ToString("n");
        await using var one = OpenGateway(10);
        await using var other = OpenGateway(10);
        Gateway[] gateways = [one, other];
        var tokens = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (await gateways[i % 2].Room.JoinAsync(eventId)).WaitingToken!));
        var sessions = new ConcurrentBag<string>();
        for (var round = 1; round <= 3; round++)
        {
            var entered = await Task.WhenAll(tokens.Select((token, i) => gateways[(i + round) % 2].Room.EnterAsync(token)));
            var passes = entered.Where(result => result.Outcome == EnterOutcome.Granted).Select(result => result.ReservationToken!).ToList();
            Assert.Equal(10, passes.Count);
            sessions.Clear();
            await Task.WhenAll(passes.Select(async (pass, i) => sessions.Add((await gateways[i % 2].Room.OpenAsync(pass)).SessionToken!)));
            Assert.DoesNotContain(await Task.WhenAll(tokens.Select((token, i) => gateways[i % 2].Room.EnterAsync(token))), result => result.Outcome == EnterOutcome.Granted);
            await Task.WhenAll(sessions.Select((session, i) => gateways[i % 2].Room.ReleaseSessionAsync(session)));
            for (var second = 0; second < 4; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await one.MaintainAsync(eventId);
            }
        }
    }

    private async Task ActAsync(Visitor visitor, Gateway gateway, Gateway another)
    {
        if (visitor.Session is null)
        {
            if ((await gateway.Room.EnterAsync(visitor.Waiting)).ReservationToken is not { } pass)
                return;
            visitor.Session = (await another.Room.OpenAsync(pass)).SessionToken;
            visitor.Accepted(_time.GetUtcNow());
            return;
        }

        var result = await gateway.Room.CheckAsync(visitor.Session);
        if (result.Outcome != SessionOutcome.Live)
            return;
        visitor.Session = result.RenewedToken ?? visitor.Session;
        visitor.Accepted(_time.GetUtcNow());
        if (visitor.ReleasedAt is null && visitor.Requests > 4 && await another.Room.ReleaseSessionAsync(visitor.Session) == SessionReleaseOutcome.Released)
            visitor.ReleasedAt = _time.GetUtcNow();
    }

    private Gateway OpenGateway(int seats) => Gateway.OnRedis(_time, redis.Connection, options =>
    {
        (options.MaximumShoppers, options.AdmissionsPerSecond, options.Burst, options.MinimumWaits) = (seats, 1000, 5000, [new()]);
        // Nobody's turn passes: this is about who is inside.
        (options.NoShowTimeout, options.ReadySilence, options.TurnTime, options.TurnGuaranteed, options.HeartbeatTimeout) =
            (TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1));
    });

    private sealed class Visitor(string waiting)
    {
        public string Waiting => waiting;

        public string? Session { get; set; }

        public DateTimeOffset First { get; private set; }

        public DateTimeOffset Last { get; private set; }

        public DateTimeOffset? ReleasedAt { get; set; }

        public int Requests { get; private set; }

        public bool Comes(FakeTimeProvider time, Random random) => ReleasedAt is { } released
            ? time.GetUtcNow() - released < TimeSpan.FromSeconds(6)
            : Session is not null || random.Next(3) == 0;

        public void Accepted(DateTimeOffset at)
        {
            First = Requests++ == 0 ? at : First;
            Last = at;
        }
    }
}
