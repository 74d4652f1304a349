using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Operators;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>When a session ends, and when an operator does.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly UsersFile _users = UsersFile.Create();
    private OperatorApp _gateway = null!;
    private OperatorBrowser _browser = null!;

    private FakeTimeProvider Time => _gateway.Time;

    public async Task InitializeAsync()
    {
        _gateway = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = _users });
        _browser = new OperatorBrowser(_gateway.Http);
        (await _browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task It_ends_after_30_minutes_without_a_request()
    {
        // The framework would not renew it after 10 minutes, and end it 20 minutes later.
        foreach (var minutes in (int[])[10, 29, 29])
        {
            Time.Advance(TimeSpan.FromMinutes(minutes));
            Assert.True(await _browser.IsInAsync());
        }

        Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        Assert.False(await _browser.IsInAsync());
    }

    [Fact]
    public async Task It_ends_8_hours_after_the_sign_in_however_busy_it_is()
    {
        for (var minutes = 20; minutes < 8 * 60; minutes += 20)
        {
            Time.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await _browser.IsInAsync());
        }

        Time.Advance(TimeSpan.FromMinutes(19));
        Assert.True(await _browser.IsInAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await _browser.IsInAsync());
        Assert.Null(_browser.Cookie);
    }

    public static TheoryData<string> Ends { get; } = new(
        UsersFile.Line(UsersFile.Viewer, "view"), // removed
        UsersFile.Line(UsersFile.Changer, "view"), // another role
        UsersFile.Line(UsersFile.Changer, "change", hasOtherPassword: true));

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task It_ends_with_the_line_of_the_file(string lines)
    {
        await ChangeAsync(lines, "Read 1 operators");
        Assert.False(await _browser.IsInAsync());
        (await _browser.ChangeAsync()).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        // The same line again is the same operator.
        await ChangeAsync(UsersFile.Both, "Read 2 operators");
        Assert.Equal(HttpStatusCode.SeeOther, (await _browser.SignInAsync(UsersFile.Changer)).Status);
    }

    [Fact]
    public async Task Another_line_changes_nothing_for_it()
    {
        await ChangeAsync(UsersFile.Both + UsersFile.Line("nina", "view"), "Read 3 operators");
        Assert.True(await _browser.IsInAsync());
        (await new OperatorBrowser(_gateway.Http).SignInAsync("nina")).Should(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("", "it names no operator")]
    [InlineData("# nobody", "it names no operator")]
    [InlineData("nina change correct-horse-battery", "line 1: expected a hash that the command operator-password made")]
    [InlineData("nina change", "line 1: expected a name, a role and a password hash")]
    [InlineData("nina admin AQAAAAIAAYag", "line 1: expected the role view or change")]
    [InlineData("ni:na view AQAAAAIAAYag", "line 1: expected a name of at most 64 characters")]
    public async Task A_broken_file_is_an_error_and_the_one_before_counts(string lines, string mistake)
    {
        await ChangeAsync(lines, mistake);
        Assert.True(await _browser.IsInAsync());
        Assert.Single(_gateway.Log.Lines, line => line.Contains("has mistakes", StringComparison.Ordinal));
        Assert.DoesNotContain(_gateway.Log.Lines, line => line.Contains("correct-horse", StringComparison.Ordinal));
        await ChangeAsync(UsersFile.Line(UsersFile.Viewer, "view"), "Read 1 operators");
        Assert.False(await _browser.IsInAsync());
    }

    [Fact]
    public async Task A_name_that_stands_twice_is_a_mistake() =>
        await ChangeAsync(UsersFile.Line("nina", "view") + "\n" + UsersFile.Line("NINA", "change"), "line 2: the name stands in an earlier line");

    [Fact]
    public async Task A_file_that_is_gone_is_an_error_once()
    {
        _users.Delete();
        await Eventually.IsTrueAsync(() => IsLogged("it cannot be read"));
        Time.Advance(OperatorDirectory.Interval);
        Assert.True(await _browser.IsInAsync());
        await ChangeAsync(UsersFile.Both + UsersFile.Line("nina", "view"), "Read 3 operators");
        Assert.Single(_gateway.Log.Lines, line => line.Contains("it cannot be read", StringComparison.Ordinal));
    }

    private async Task ChangeAsync(string lines, string expected)
    {
        _users.Write(lines);
        await Eventually.IsTrueAsync(() => IsLogged(expected));
    }

    private bool IsLogged(string text)
    {
        Time.Advance(OperatorDirectory.Interval);
        return _gateway.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));
    }
}
