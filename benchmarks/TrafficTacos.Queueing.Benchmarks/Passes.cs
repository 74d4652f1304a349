using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Passes for reservations: every user waits in some events that admit everybody, and enters. To get that many again before
/// every slice would take most of a run; so the spent ones are made live again, by the one byte that says so (lua/README.md).</summary>
internal sealed class Passes
{
    /// <summary>More passes than a slice makes reservations: beyond them wrk is refused, and the run fails.</summary>
    private const int Events = 30;

    private const int StateOffset = 0;
    private const string Live = "\u0001";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly IDatabase _database;
    private readonly RedisKey[] _keys;

    private Passes(IDatabase database, RedisKey[] keys) => (_database, _keys) = (database, keys);

    public static async Task<Passes> PrepareAsync(IConnectionMultiplexer connection, string[] users, string file)
    {
        await using var services = Rooms.WhereEverybodyIsAdmitted(connection);
        var room = services.GetRequiredService<IWaitingRoom>();
        var lines = new string[Events * users.Length];
        await Parallel.ForAsync(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancel) =>
        {
            var (sale, user) = Math.DivRem(i, users.Length);
            var joined = await room.JoinAsync($"sale-{sale}", Visitor.User(users[user]), cancellationToken: cancel);
            var entered = await room.EnterAsync(joined.WaitingToken!, users[user], cancel);
            lines[i] = $"sale-{sale} {user} {entered.ReservationToken ?? throw new InvalidOperationException("Nobody has to wait here.")}";
        });
        await File.WriteAllLinesAsync(file, lines);
        var keys = new List<RedisKey>();
        await foreach (var key in connection.GetServers()[0].KeysAsync(pattern: "tq:{sale-*}:pass:*", pageSize: 1000))
            keys.Add(key);
        return new Passes(connection.GetDatabase(), [.. keys]);
    }

    /// <summary>When the last requests of the slice before are over.</summary>
    public async Task ReviveAsync()
    {
        using var timer = new PeriodicTimer(Quiet);
        await timer.WaitForNextTickAsync();
        await Task.WhenAll(_keys.Select(key => _database.StringSetRangeAsync(key, StateOffset, Live)));
    }
}
