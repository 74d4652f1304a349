using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>
/// Passes for reservations: each user enters several events that admit every visitor. Creating as many again before every measurement would
/// take most of a run. Instead, the byte of a spent pass that holds its state is set to live again (lua/README.md).
/// </summary>
internal sealed class PassPool
{
    /// <summary>More passes than one measurement makes reservations. Beyond them a reservation would be refused, and wrk reports an error.</summary>
    private const int Events = 30;

    private const int Concurrency = 64;
    private const int StateOffset = 0;
    private const string LiveState = "\u0001";

    /// <summary>How long to wait until the last requests of the previous measurement have completed.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    private readonly IDatabase _database;
    private readonly RedisKey[] _keys;

    private PassPool(IDatabase database, RedisKey[] keys) => (_database, _keys) = (database, keys);

    /// <summary>Creates the passes and writes a line "event, index of the user, reservation token" for each.</summary>
    public static async Task<PassPool> CreateAsync(IConnectionMultiplexer connection, string[] users, string file)
    {
        await using var services = WaitingRoomFactory.CreateOpen(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        var lines = new string[Events * users.Length];
        await Parallel.ForAsync(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (i, cancellationToken) =>
        {
            var (sale, user) = Math.DivRem(i, users.Length);
            var joined = await room.JoinAsync(new JoinRequest { EventId = $"sale-{sale}", UserId = users[user] }, cancellationToken);
            var entered = await room.EnterAsync(new EnterRequest { WaitingToken = joined.WaitingToken!, UserId = users[user] }, cancellationToken);
            lines[i] = $"sale-{sale} {user} {entered.ReservationToken ?? throw new InvalidOperationException("A visitor was not admitted.")}";
        });
        await File.WriteAllLinesAsync(file, lines);
        var keys = new List<RedisKey>();
        await foreach (var key in connection.GetServers()[0].KeysAsync(pattern: "tq:{sale-*}:pass:*", pageSize: 1000))
            keys.Add(key);
        return new PassPool(connection.GetDatabase(), [.. keys]);
    }

    public async Task ResetAsync()
    {
        using var timer = new PeriodicTimer(SettleTime);
        await timer.WaitForNextTickAsync();
        await Task.WhenAll(_keys.Select(key => _database.StringSetRangeAsync(key, StateOffset, LiveState)));
    }
}
