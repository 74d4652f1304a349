using System.Globalization;
using System.Net;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Guesses of one account's password are limited, and not at the cost of whom it belongs to.</summary>
public sealed class AccountNameLimitTests : IAsyncLifetime
{
    private const int Guesses = 3;

    private readonly string _name = AccountCalls.FreshName();
    private LimitedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await LimitedGateway.OpenAsync(
        TestSettings.RateLimit(accountsPerMinute: 1000, logInsPerAccount: Guesses), hasAccounts: true);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData("203.0.113.{0}", "203.0.112.9")]
    [InlineData("2001:db8:1:1::{0}", "2001:db8:1:2::9")]
    public async Task Guesses_from_one_network_do_not_lock_out_the_owner_in_another(string guesser, string owner)
    {
        await RegisterAsync(_name, owner);
        // Each from another address of the network: no address sends much.
        for (var i = 0; i < Guesses; i++)
            (await LogInAsync(_name, Address(guesser, i), "a guess")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        var refused = await LogInAsync(_name, Address(guesser, Guesses), "a guess");
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.Equal("20", refused.Header("Retry-After"));
        // Not even the right one is told to be right, however the name is written.
        (await LogInAsync(_name.ToUpperInvariant(), Address(guesser, Guesses))).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.Equal(2, _gateway.Counters.Counts["ratelimit.dropped reason=account"]);

        (await LogInAsync(_name, owner)).Should(HttpStatusCode.OK);
        // What Retry-After said is true.
        _gateway.Time.Advance(TimeSpan.FromSeconds(20));
        (await LogInAsync(_name, Address(guesser, 1))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_account_has_a_limit_of_its_own_in_the_same_network()
    {
        var (address, other) = ("203.0.113.7", AccountCalls.FreshName());
        await RegisterAsync(other, address);
        for (var i = 0; i < Guesses; i++)
            (await LogInAsync(_name, address, "a guess")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        (await LogInAsync(_name, address, "a guess")).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        (await LogInAsync(other, address)).Should(HttpStatusCode.OK);
    }

    private static string Address(string network, int last) => string.Format(CultureInfo.InvariantCulture, network, last + 1);

    private async Task RegisterAsync(string name, string address)
    {
        var account = new { username = name, password = AccountCalls.Password, email = "mina@example.com", display_name = "Mina" };
        (await _gateway.AskAsync(HttpMethod.Post, AccountCalls.Register, address: address, body: account)).Should(HttpStatusCode.Created);
    }

    private Task<Answer> LogInAsync(string name, string address, string password = AccountCalls.Password) =>
        _gateway.AskAsync(HttpMethod.Post, AccountCalls.Login, address: address, body: new { username = name, password });
}
