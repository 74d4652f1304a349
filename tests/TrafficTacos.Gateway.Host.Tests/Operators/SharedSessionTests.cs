using System.Net;
using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>Two gateways and one Redis: one session.</summary>
[Trait("Needs", "Redis")]
public sealed class SharedSessionTests : IAsyncLifetime
{
    private readonly UsersFile _users = UsersFile.Create();
    private RedisServer _redis = null!;
    private OperatorApp _one = null!;
    private OperatorApp _other = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        var plan = new OperatorAppOptions { Users = _users, Redis = _redis.Address };
        _one = await OperatorApp.OpenAsync(plan);
        _other = await OperatorApp.OpenAsync(plan);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _redis.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task A_session_of_one_is_one_of_the_other()
    {
        foreach (var (first, second) in ((OperatorApp, OperatorApp)[])[(_one, _other), (_other, _one)])
        {
            var browser = new OperatorBrowser(first.Http);
            (await browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
            Assert.True(await new OperatorBrowser(second.Http) { Cookie = browser.Cookie }.IsInAsync());
        }
    }

    [Fact]
    public async Task A_gateway_of_another_Redis_does_not_know_it()
    {
        await using var stranger = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = _users });
        var browser = new OperatorBrowser(_one.Http);
        (await browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        Assert.False(await new OperatorBrowser(stranger.Http) { Cookie = browser.Cookie }.IsInAsync());
    }

    [Fact]
    public async Task Guesses_count_at_both_together()
    {
        for (var i = 0; i < 10; i++)
            (await new OperatorBrowser((i % 2 == 0 ? _one : _other).Http).SignInAsync($"name{i}", "a guess")).Should(HttpStatusCode.Unauthorized);
        foreach (var gateway in (OperatorApp[])[_one, _other])
            (await new OperatorBrowser(gateway.Http).SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.TooManyRequests);
    }

    /// <summary>The console has to work when Redis is what is wrong.</summary>
    [Fact]
    public async Task Without_Redis_sessions_stay_and_operators_sign_in()
    {
        var browser = new OperatorBrowser(_one.Http);
        (await browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        _redis.Kill();
        Assert.True(await browser.IsInAsync());
        (await new OperatorBrowser(_one.Http).SignInAsync(UsersFile.Viewer)).Should(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_keys_have_a_place_of_their_own()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        Assert.NotEqual(0, await connection.GetDatabase().HashLengthAsync("tq-gateway:session-keys"));
    }
}
