using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>What is remembered of tokens, and for how long.</summary>
public sealed class ValidatedTokenCacheTests
{
    private const int Capacity = 100;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ValidatedTokenCache _cache;
    private readonly TokenIssuer _issuer;

    public ValidatedTokenCacheTests()
    {
        _cache = new ValidatedTokenCache(_time, Capacity);
        _issuer = new TokenIssuer("test", UserNamespace.Issuer, "test", "test", "test", new Document(TestKey.KeySet(TestKey.Ec("a"))), TimeSpan.FromMinutes(10), _time);
    }

    [Fact]
    public async Task However_many_come_the_number_is_bounded()
    {
        for (var i = 0; i < Capacity * 10; i++)
            await KeepAsync($"token-{i}");
        Assert.InRange(_cache.Count, Capacity / 2, Capacity);
        Assert.NotNull(_cache.Find($"token-{(Capacity * 10) - 1}"));
        Assert.Null(_cache.Find("token-0"));
    }

    [Fact]
    public async Task Who_keeps_coming_stays_cache()
    {
        await KeepAsync("busy");
        for (var i = 0; i < Capacity * 10; i++)
        {
            await KeepAsync($"token-{i}");
            Assert.NotNull(_cache.Find("busy"));
        }
    }

    [Fact]
    public async Task What_one_request_adds_to_its_user_no_other_sees()
    {
        await KeepAsync("token");
        _cache.Find("token")!.AddIdentity(new ClaimsIdentity([new Claim("role", "admin")], "mistake"));
        Assert.False(_cache.Find("token")!.IsInRole("admin"));
        Assert.Null(_cache.Find("token")!.FindFirst("role"));
    }

    private async Task KeepAsync(string token) => _cache.Add(token, new ValidatedToken(
        new ClaimsIdentity([new Claim("sub", token)], "test"),
        new TokenLifetime(null, _time.GetUtcNow() + TimeSpan.FromHours(1)),
        _issuer,
        await _issuer.Keys.GetConfigurationAsync(CancellationToken.None)));

    private sealed class Document(string text) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) => Task.FromResult(text);
    }
}
