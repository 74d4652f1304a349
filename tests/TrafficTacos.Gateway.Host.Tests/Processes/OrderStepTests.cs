using System.Net;
using StackExchange.Redis;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>A gateway dies or stands still at a step of an order, and the buyer sends the order again to another one: one order is in the
/// book, the buyer has its answer, and the pass is spent.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class OrderStepTests(OrderStepTests.Gateways gateways) : IClassFixture<OrderStepTests.Gateways>
{
    private readonly string _event = Fresh.Event();
    private readonly string _key = Fresh.Key();

    public static TheoryData<OrderStep> Steps { get; } = [.. Enum.GetValues<OrderStep>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task It_dies(OrderStep step)
    {
        await using var dying = await gateways.StartAsync();
        var pass = await PassAsync();
        var lost = OrderAsync(dying, pass, _key, step);
        await ReachedAsync(lost);

        dying.Kill();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        await AssertSoldOnceAsync(pass);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task It_stands_still_for_longer_than_its_leases_and_goes_on(OrderStep step)
    {
        var pass = await PassAsync();
        var late = OrderAsync(gateways.Standing, pass, _key, step);
        await ReachedAsync(late);

        using (gateways.Standing.Freeze())
        {
            await AssertSoldOnceAsync(pass);
            await gateways.Redis.StringSetAsync(OrderStepsStartup.GoOn(_event), true);
        }

        await late; // whatever it says: it may have lost the pass to the other request
        await AssertSoldOnceAsync(pass);
    }

    private async Task AssertSoldOnceAsync(string pass)
    {
        await Eventually.IsTrueAsync(async () => await OrderAsync(gateways.Living, pass, _key) == HttpStatusCode.Created);
        // The buyer tries another key, or gave the pass to a friend.
        Assert.Equal(HttpStatusCode.Forbidden, await OrderAsync(gateways.Living, pass, Fresh.Key()));
        Assert.Equal([_key], (await gateways.Redis.HashKeysAsync(OrderStepsStartup.Book(_event))).Select(key => key.ToString()));
        Assert.Equal(PassClaimOutcome.Spent, (await gateways.Room.ClaimAsync(_event, pass)).Outcome);
    }

    private async Task<string> PassAsync()
    {
        var joined = await gateways.Room.JoinAsync(_event);
        return (await gateways.Room.EnterAsync(joined.WaitingToken!)).ReservationToken!;
    }

    private async Task ReachedAsync(Task<HttpStatusCode> order)
    {
        await Eventually.IsTrueAsync(async () => order.IsCompleted || await gateways.Redis.KeyExistsAsync(OrderStepsStartup.Reached(_event)));
        Assert.False(order.IsCompleted, order.IsCompletedSuccessfully ? (await order).ToString() : order.Exception?.ToString());
    }

    private async Task<HttpStatusCode> OrderAsync(GatewayProcess gateway, string pass, string key, OrderStep? stopAt = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/orders/" + _event)) { Content = new StringContent("one ticket") };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Reservation-Token", pass);
        if (stopAt is { } step)
            request.Headers.Add(OrderStepsStartup.StepHeader, step.ToString());
        using var response = await gateways.Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>One Redis, one gateway that lives, and one that may be frozen.</summary>
    public sealed class Gateways : IAsyncLifetime
    {
        /// <summary>Of key and pass.</summary>
        private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

        private RedisServer _server = null!;
        private ConnectionMultiplexer _connection = null!;
        private LocalGateways _room = null!;

        internal HttpClient Http { get; } = new();

        internal GatewayProcess Living { get; private set; } = null!;

        internal GatewayProcess Standing { get; private set; } = null!;

        internal IDatabase Redis => _connection.GetDatabase();

        internal TestRoom Room => _room.Rooms[0];

        public async Task InitializeAsync()
        {
            _server = await RedisServer.StartAsync();
            _connection = await ConnectionMultiplexer.ConnectAsync(_server.Address);
            _room = OpenRoom(_server.Address);
            (Living, Standing) = (await StartAsync(), await StartAsync());
        }

        public async Task DisposeAsync()
        {
            Http.Dispose();
            await Living.DisposeAsync();
            await Standing.DisposeAsync();
            await _room.DisposeAsync();
            await _connection.DisposeAsync();
            await _server.DisposeAsync();
        }

        private static LocalGateways OpenRoom(string address) => new(1, address, options => (options.ClaimLease, options.IdempotencyLease) = (Lease, Lease));

        internal Task<GatewayProcess> StartAsync() => GatewayProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"),
            new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal)
            {
                ["REDIS_ADDRESS"] = _server.Address,
                [OrderStepsStartup.Setting] = _server.Address,
                ["WaitingRoom__ClaimLease"] = Lease.ToString(),
                ["WaitingRoom__IdempotencyLease"] = Lease.ToString(),
            },
            typeof(OrderStepsStartup).Assembly.Location);
    }
}
