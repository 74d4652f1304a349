using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Every row of the table in docs/redis.md, with a Redis that is so.</summary>
[Trait("Needs", "Redis")]
public sealed class RedisChecks
{
    private static readonly string[] Good = ["--appendonly", "yes", "--maxmemory", "1gb", "--maxmemory-policy", "noeviction"];

    [Fact]
    public async Task Nothing_is_found_where_all_is_well()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await using var look = new Look(redis.Address);
        Assert.Empty(await look.FindAsync());
        Assert.Matches(@"^127.0.0.1:\d+: Redis \d.*, master with 0 replicas, noeviction, maxmemory 1.00G, append-only file on$", look.Check.Description);
    }

    [Theory]
    [InlineData("eviction_policy", "--maxmemory-policy", "allkeys-lru")]
    [InlineData("eviction_policy", "--maxmemory-policy", "volatile-ttl")]
    [InlineData("no_memory_limit", "--maxmemory", "0")]
    [InlineData("not_durable", "--appendonly", "no")]
    public async Task A_setting_is_a_warning_or_a_note(string code, params string[] options)
    {
        await using var redis = await RedisServer.StartAsync([.. Good, .. options]);
        await using var look = new Look(redis.Address);
        var finding = Assert.Single(await look.FindAsync());
        Assert.Equal((code, code is "no_memory_limit" ? FindingSeverity.Note : FindingSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains(redis.Address, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_makes_up_for_the_append_only_file()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var look = new Look(pair.Address);
        Assert.DoesNotContain("not_durable", await look.CodesAsync());
    }

    [Fact]
    public async Task Evictions_are_counted_from_look_to_look()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await using var look = new Look(redis.Address);
        await FillAsync(redis, "2mb", "allkeys-lru");
        Assert.Equal(["eviction_policy", "memory_nearly_full"], await look.CodesAsync());
        await FillAsync(redis, "2mb", "allkeys-lru");
        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1gb");
        Assert.Contains("evicted_keys", await look.CodesAsync());
        Assert.DoesNotContain("evicted_keys", await look.CodesAsync());
    }

    [Fact]
    public async Task Memory_is_nearly_full_and_then_full()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await using var look = new Look(redis.Address);
        await FillAsync(redis, "2mb", "noeviction");
        Assert.Equal(["memory_nearly_full", "out_of_memory"], await look.CodesAsync());
    }

    [Fact]
    public async Task A_replica_is_read_only_and_a_primary_without_one_may_refuse_writes()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var replica = new Look(pair.Replica.Address);
        Assert.Contains("read_only", await replica.CodesAsync());

        await using var redis = await RedisServer.StartAsync([.. Good, "--min-replicas-to-write", "1"]);
        await using var look = new Look(redis.Address);
        Assert.Equal(["too_few_replicas"], await look.CodesAsync());
    }

    [Fact]
    public async Task Two_nodes_that_both_take_writes_are_told()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var look = new Look(pair.Address);
        Assert.DoesNotContain("two_primaries", await look.CodesAsync());
        await pair.PromoteAsync();
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Contains("two_primaries"));
    }

    [Fact]
    public async Task A_full_disk_is_told_when_writes_are_refused()
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-full-disk-");
        var log = Path.Combine(folder.CreateSubdirectory("appendonlydir").FullName, "appendonly.aof.1.incr.aof");
        File.CreateSymbolicLink(log, "/dev/full");
        try
        {
            await using var redis = await RedisServer.StartAsync([.. Good, "--dir", folder.FullName]);
            await using var look = new Look(redis.Address);
            await look.FindAsync(); // writes
            await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Contains("cannot_persist"));
            Assert.Equal(["cannot_persist", "persistence_fails"], await look.CodesAsync());
            Assert.Contains("No space left on device", (await look.FindAsync())[0].Text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(log);
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task A_snapshot_that_fails_is_told_also_where_writes_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-no-folder-");
        await using var redis = await RedisServer.StartAsync([.. Good, "--appendonly", "no", "--dir", folder.FullName]);
        await using var look = new Look(redis.Address);
        folder.Delete(true);
        await redis.ExecuteAsync("CONFIG", "SET", "save", "3600 1");
        await redis.ExecuteAsync("BGSAVE");
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Contains("persistence_fails"));
        Assert.Equal(["cannot_persist", "not_durable", "persistence_fails"], await look.CodesAsync());
        await redis.ExecuteAsync("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
        Assert.Equal(["not_durable", "persistence_fails"], await look.CodesAsync());
    }

    [Theory]
    [InlineData("command ZADD", "~tq* +@all -zadd")]
    [InlineData("command HSET, command XADD", "~tq* +@all -xadd -hset")]
    [InlineData("command EVAL, command EVALSHA", "~tq* +@all -eval -evalsha", "NOPERM")]
    [InlineData("keys tq-key:*", "~tq:* ~tq-idem:* ~tq-secret +@all")]
    [InlineData("keys tq:*, keys tq-secret", "~tq-key:* ~tq-idem:* %R~tq:* +@all")]
    public async Task A_command_or_key_that_the_user_lacks_is_named(string missing, string rules, string? instead = null)
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await redis.ExecuteAsync("ACL", ["SETUSER", "queue", "on", ">secret", .. rules.Split(' ')]);
        await using var look = new Look(redis.Address + ",user=queue,password=secret");
        var finding = Assert.Single(await look.FindAsync(), finding => finding.Severity == FindingSeverity.Critical);
        Assert.Equal("missing_permission", finding.Code);
        Assert.Contains(instead ?? missing, finding.Text, StringComparison.Ordinal);
    }

    /// <summary>As docs/redis.md has it.</summary>
    [Fact]
    public async Task A_user_with_no_more_than_it_needs_has_enough()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "on", ">PASSWORD", "~tq*", "~{tq-limit}:*", "+@all", "-@admin", "-@dangerous", "+info", "+config|get");
        await using var look = new Look(redis.Address + ",user=queue,password=PASSWORD");
        Assert.Empty(await look.FindAsync());
    }

    [Fact]
    public async Task A_server_that_does_not_tell_is_no_fault_and_a_note()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "on", ">secret", "~tq*", "+@all", "-info", "-config", "-client", "-cluster", "-acl");
        await using var look = new Look(redis.Address + ",user=queue,password=secret");
        var finding = Assert.Single(await look.FindAsync());
        Assert.Equal(("unknown", FindingSeverity.Note), (finding.Code, finding.Severity));
    }

    [Fact]
    public async Task A_password_that_changed_is_told_before_and_after_the_connection_breaks()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        var server = admin.GetServers()[0];
        await server.ExecuteAsync("ACL", "SETUSER", "queue", "on", ">old", "~tq*", "+@all");
        // Who fails to log in would be this user. Its connection stays.
        await server.ExecuteAsync("ACL", "SETUSER", "default", "off");
        await using var look = new Look(redis.Address + ",user=queue,password=old");
        Assert.Empty(await look.FindAsync());

        await server.ExecuteAsync("ACL", "SETUSER", "queue", "resetpass", ">new");
        Assert.Equal(["password_changed"], await look.CodesAsync());
        await server.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal");
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Contains("wrong_password"));

        await server.ExecuteAsync("ACL", "SETUSER", "queue", ">old");
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Count == 0);
    }

    [Theory]
    [InlineData("", "wrong_password")]
    [InlineData(",password=wrong", "wrong_password")]
    public async Task A_wrong_password_and_none_are_told_at_the_start(string password, string code)
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await redis.ExecuteAsync("CONFIG", "SET", "requirepass", "right");
        await using var look = new Look(redis.Address + password);
        Assert.Equal([code], await look.CodesAsync());
    }

    [Fact]
    public async Task A_clock_that_differs_is_told()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var look = new Look(redis.Address, time);
        Assert.Empty(await look.FindAsync());
        time.Advance(TimeSpan.FromMinutes(10));
        var finding = Assert.Single(await look.FindAsync());
        Assert.Equal("clock_differs", finding.Code);
        Assert.Contains("behind", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Redis_that_is_not_there_or_hangs_or_is_busy_or_a_replica_without_its_primary_is_told()
    {
        await using var redis = await RedisServer.StartAsync(Good);
        await using var look = new Look(redis.Address);
        Assert.Empty(await look.FindAsync());
        using (redis.Freeze())
            Assert.Equal(["no_answer"], await look.CodesAsync());
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).Count == 0);

        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        await redis.ExecuteAsync("CONFIG", "SET", "busy-reply-threshold", "10");
        var endless = redis.ExecuteAsync("EVAL", "while true do end", "0");
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).SequenceEqual(["busy"]));
        await admin.GetServers()[0].ExecuteAsync("SCRIPT", "KILL");
        await Assert.ThrowsAsync<RedisServerException>(() => endless);

        await redis.ExecuteAsync("CONFIG", "SET", "replica-serve-stale-data", "no");
        await redis.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        Assert.Contains("read_only", await look.CodesAsync());

        redis.Kill();
        await Eventually.IsTrueAsync(async () => (await look.CodesAsync()).SequenceEqual(["unreachable"]));
    }

    [Theory]
    [InlineData("6.2.14", "old_version")]
    [InlineData("7.0.0", null)]
    [InlineData("8.4.0", null)]
    public void A_version_below_seven_is_too_old(string version, string? code)
    {
        var node = new RedisNode("redis", $"redis_version:{version}\r\naof_enabled:1\r\nmaxmemory:100\r\nmaxmemory_policy:noeviction\r\n");
        Assert.Equal(code, node.Judge(null).SingleOrDefault()?.Code);
    }

    private static async Task FillAsync(RedisServer redis, string limit, string policy)
    {
        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", limit, "maxmemory-policy", policy);
        await redis.ExecuteAsync("EVAL", "for i = 1, 4000 do redis.pcall('SET', 'fill:' .. redis.call('TIME')[2] .. i, string.rep('x', 1000)) end", "0");
    }

    /// <summary>A gateway's connection and its look at Redis.</summary>
    private sealed class Look : IAsyncDisposable
    {
        private readonly RedisConnection _connection;

        public Look(string address, TimeProvider? time = null)
        {
            var permissions = new ScriptPermissions(RedisKeySpace.Default.Kinds, time ?? TimeProvider.System);
            _connection = RedisConnection.Open(ConfigurationOptions.Parse(address), new WaitingRoomOptions().StoreTimeout, time ?? TimeProvider.System, permissions);
            Check = new RedisCheck(_connection, RedisKeySpace.Default, permissions);
        }

        public RedisCheck Check { get; }

        public Task<IReadOnlyList<StoreFinding>> FindAsync() => Check.FindAsync();

        public async Task<IReadOnlyList<string>> CodesAsync() =>
            [.. (await FindAsync()).Select(finding => finding.Code).Order(StringComparer.Ordinal)];

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
