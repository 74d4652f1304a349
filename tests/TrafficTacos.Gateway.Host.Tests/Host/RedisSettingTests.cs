using System.Globalization;
using System.Net;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>REDIS_*: how the host finds its store.</summary>
public sealed class RedisSettingTests
{
    /// <summary>Where people can enter without an issuer.</summary>
    private static readonly (string Name, string Value) Development = ("SERVER_ENVIRONMENT", "Development");

    private const string Password = "a-password-nobody-may-see";

    [Fact]
    public async Task Two_hosts_with_one_address_are_one_waiting_room()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), Development);
        await using var second = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), Development);
        var eventId = Fresh.Event();
        var token = await first.Queue.TokenAsync(eventId);
        Assert.Equal(2, (await second.Queue.JoinAsync(eventId)).Number("position_hint"));
        (await second.Queue.EnterAsync(token, Fresh.User())).Should(HttpStatusCode.OK);
        Assert.Equal("admitted", (await first.Queue.StatusAsync(token)).String("status"));
    }

    [Fact]
    public async Task The_database_is_the_one_that_is_set()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_DATABASE", "3"));
        var eventId = Fresh.Event();
        await host.Queue.TokenAsync(eventId);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        Assert.True(await connection.GetDatabase(3).KeyExistsAsync($"tq:{{{eventId}}}:queue"));
        Assert.False(await connection.GetDatabase(0).KeyExistsAsync($"tq:{{{eventId}}}:queue"));
    }

    /// <summary>Events lie on different nodes, and one address is enough to find them all. The mode forbids what a cluster cannot
    /// do (SettingErrorTests); the client sees by itself that it is one.</summary>
    [Fact]
    public async Task A_cluster_is_one_waiting_room_whether_it_is_said_or_not()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var said = await HostProcess.StartAsync(("REDIS_ADDRESS", cluster.Nodes[0].Address), ("REDIS_CLUSTER_MODE", "true"), Development);
        await using var unsaid = await HostProcess.StartAsync(("REDIS_ADDRESS", cluster.Nodes[1].Address), ("REDIS_CLUSTER_MODE", "false"), Development);
        for (var i = 0; i < 12; i++)
        {
            var (eventId, user) = (Fresh.Event(), Fresh.User());
            (await unsaid.Queue.EnterAsync(await said.Queue.TokenAsync(eventId, user), user)).Should(HttpStatusCode.OK);
        }

        Assert.Equal("connected", await RedisOfAsync(said));
    }

    [Fact]
    public async Task The_password_comes_from_the_environment_or_a_file_and_the_environment_wins()
    {
        await using var redis = await ProtectedRedis.StartAsync(Password);
        var right = Path.GetTempFileName();
        var wrong = Path.GetTempFileName();
        await File.WriteAllTextAsync(right, Password + "\n");
        await File.WriteAllTextAsync(wrong, "wrong\n");
        try
        {
            Assert.Equal("connected", await RedisOfAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_PASSWORD", Password)));
            Assert.Equal("connected", await RedisOfAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_PASSWORD_FILE", right)));
            Assert.Equal("connected", await RedisOfAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_PASSWORD", Password), ("REDIS_PASSWORD_FILE", wrong)));
            Assert.Equal("disconnected", await RedisOfAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_PASSWORD_FILE", wrong)));
            Assert.Equal("disconnected", await RedisOfAsync(("REDIS_ADDRESS", redis.Address)));
        }
        finally
        {
            File.Delete(right);
            File.Delete(wrong);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_unavailable_and_never_printed()
    {
        await using var redis = await ProtectedRedis.StartAsync("another");
        await using var host = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), ("REDIS_PASSWORD", Password), ("LOG_LEVEL", "trace"));
        var answer = await host.Queue.JoinAsync(Fresh.Event());
        answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        var ready = await host.Http.AskAsync(HttpMethod.Get, "/readyz");
        Assert.Equal("wrong_password", ready.Json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.DoesNotContain(Password, ready.Text + answer.Text + host.Output + host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_name_of_the_service_the_address_is_that_of_the_sentinels()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var sentinel = await RedisSentinel.StartAsync(pair);
        await using var host = await HostProcess.StartAsync(("REDIS_ADDRESS", sentinel.Address), ("REDIS_SENTINEL_SERVICE", RedisSentinel.Service), Development);
        var eventId = Fresh.Event();
        await host.Queue.PassAsync(eventId, Fresh.User());
        Assert.True(await pair.Primary.HasKeyAsync($"tq:{{{eventId}}}:*"));
    }

    [Fact]
    public async Task With_TLS_it_trusts_what_the_machine_trusts_and_nothing_else()
    {
        using var certificate = new TlsFiles();
        await using var redis = await RedisServer.StartAsync();
        var port = RedisServer.FreePort();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        var server = connection.GetServers()[0];
        await server.ConfigSetAsync("tls-auth-clients", "no");
        await server.ConfigSetAsync("tls-ca-cert-file", certificate.Certificate);
        await server.ExecuteAsync("CONFIG", "SET", "tls-cert-file", certificate.Certificate, "tls-key-file", certificate.Key);
        await server.ConfigSetAsync("tls-port", port.ToString(CultureInfo.InvariantCulture));
        var address = string.Create(CultureInfo.InvariantCulture, $"localhost:{port}");

        await using (var host = await HostProcess.StartAsync(
            ("REDIS_ADDRESS", address), ("REDIS_TLS_ENABLED", "true"), ("SSL_CERT_FILE", certificate.Certificate), Development))
        {
            await host.Queue.PassAsync(Fresh.Event(), Fresh.User());
            Assert.Equal("connected", await RedisOfAsync(host));
        }

        Assert.Equal("disconnected", await RedisOfAsync(("REDIS_ADDRESS", address), ("REDIS_TLS_ENABLED", "true")));
        Assert.Equal("disconnected", await RedisOfAsync(("REDIS_ADDRESS", address)));
        Assert.Equal("disconnected", await RedisOfAsync(
            ("REDIS_ADDRESS", redis.Address), ("REDIS_TLS_ENABLED", "true"), ("SSL_CERT_FILE", certificate.Certificate)));
    }

    private static async Task<string?> RedisOfAsync(params (string Name, string Value)[] environment)
    {
        await using var host = await HostProcess.StartAsync(environment);
        return await RedisOfAsync(host);
    }

    private static async Task<string?> RedisOfAsync(HostProcess host) =>
        (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Json.GetProperty("dependencies").GetProperty("redis").GetString();
}
