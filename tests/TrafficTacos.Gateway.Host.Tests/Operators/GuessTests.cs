using System.Globalization;
using System.Net;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>Guesses of passwords are limited although the gateway's rate limit is off.</summary>
public sealed class GuessTests : IAsyncLifetime
{
    private const int PerMinute = 10;

    private readonly UsersFile _users = UsersFile.Create();
    private OperatorApp _gateway = null!;

    public async Task InitializeAsync() => _gateway = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = _users });

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task From_one_address_whatever_the_names_are()
    {
        for (var i = 0; i < PerMinute; i++)
            (await From("203.0.113.7").SignInAsync($"name{i}", "a guess")).Should(HttpStatusCode.Unauthorized);
        // Not even the right one is told to be right.
        var refused = (await From("203.0.113.7").SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal("6", refused.Header("Retry-After"));
        Assert.Contains("Too many attempts. Try again in 6 seconds.", refused.Text, StringComparison.Ordinal);
        (await From("203.0.113.8").SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        _gateway.Time.Advance(TimeSpan.FromSeconds(6));
        (await From("203.0.113.7").SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("203.0.113.{0}", "203.0.112.9")]
    [InlineData("2001:db8:1:1::{0}", "2001:db8:1:2::9")]
    public async Task Of_one_name_and_not_at_the_cost_of_whom_it_belongs_to(string network, string owner)
    {
        for (var i = 0; i < PerMinute; i++)
            (await From(Address(network, i)).SignInAsync(UsersFile.Changer, "a guess")).Should(HttpStatusCode.Unauthorized);
        (await From(Address(network, PerMinute)).SignInAsync(UsersFile.Changer.ToUpperInvariant())).Should(HttpStatusCode.TooManyRequests);
        (await From(owner).SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
    }

    private static string Address(string network, int last) => string.Format(CultureInfo.InvariantCulture, network, last + 1);

    private OperatorBrowser From(string address) => new(_gateway.Http) { Address = address };
}
