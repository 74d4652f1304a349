using System.Net;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>Operators of the file sign in, look, change, and sign out.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly UsersFile _users = UsersFile.Create();
    private OperatorApp _gateway = null!;
    private OperatorBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _gateway = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = _users });
        _browser = new OperatorBrowser(_gateway.Http);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task A_session_is_a_cookie_for_this_host_and_TLS_and_no_script()
    {
        var signedIn = (await _browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        Assert.Equal("/operator", signedIn.Header("Location"));
        var cookie = signedIn.Header("Set-Cookie")!.Split("; ");
        Assert.StartsWith("__Host-traffictacos-operator=", cookie[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=strict", "secure"], cookie[1..].Order(StringComparer.Ordinal));
        Assert.Equal(UsersFile.Changer, (await _browser.GetAsync(OperatorApp.Look)).Should(HttpStatusCode.OK).String("name"));
        (await _browser.ChangeAsync()).Should(HttpStatusCode.OK);
        Assert.Equal(UsersFile.Changer, await _browser.LastChangerAsync());
    }

    [Fact]
    public async Task Who_may_look_may_not_change()
    {
        (await _browser.SignInAsync(UsersFile.Viewer.ToUpperInvariant())).Should(HttpStatusCode.SeeOther);
        Assert.Equal(UsersFile.Viewer, (await _browser.GetAsync(OperatorApp.Look)).Should(HttpStatusCode.OK).String("name"));
        (await _browser.ChangeAsync()).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Fact]
    public async Task A_script_of_nobody_gets_an_error()
    {
        (await _browser.GetAsync(OperatorApp.Look)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        (await _browser.ChangeAsync()).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        _browser.Cookie = "__Host-traffictacos-operator=CfDJ8rubbish";
        (await _browser.GetAsync(OperatorApp.Look)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
    }

    [Fact]
    public async Task After_the_sign_out_there_is_no_session()
    {
        (await _browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        Assert.Equal("/operator", (await _browser.GetAsync(OperatorBrowser.SignIn)).Should(HttpStatusCode.SeeOther).Header("Location"));
        Assert.Equal(OperatorBrowser.SignIn, (await _browser.PostAsync(OperatorBrowser.SignOut)).Should(HttpStatusCode.SeeOther).Header("Location"));
        Assert.Null(_browser.Cookie);
        (await _browser.GetAsync(OperatorBrowser.SignIn)).Should(HttpStatusCode.OK);
        (await _browser.GetAsync(OperatorBrowser.SignOut)).ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_told_alike()
    {
        var wrong = (await _browser.SignInAsync(UsersFile.Changer, "a wrong password")).Should(HttpStatusCode.Unauthorized);
        var unknown = (await _browser.SignInAsync("nina", "a wrong password")).Should(HttpStatusCode.Unauthorized);
        Assert.Contains("role=\"alert\"", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(wrong.Text, unknown.Text.Replace("nina", UsersFile.Changer, StringComparison.Ordinal));
        Assert.Null(_browser.Cookie);
        (await _browser.SignInAsync("", "")).Should(HttpStatusCode.Unauthorized);
    }

    /// <summary>A hash takes most of the time of a request. Without one it would be a tenth.</summary>
    [Fact]
    public async Task They_take_equally_long()
    {
        await FastestAsync(UsersFile.Changer);
        var (known, unknown) = (await FastestAsync(UsersFile.Changer), await FastestAsync("nina"));
        Assert.True(unknown > known / 2, $"{unknown} and {known}");

        async Task<TimeSpan> FastestAsync(string name)
        {
            var fastest = TimeSpan.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var start = TimeProvider.System.GetTimestamp();
                (await _browser.SignInAsync(name, "a wrong password")).Should(HttpStatusCode.Unauthorized);
                var time = TimeProvider.System.GetElapsedTime(start);
                fastest = time < fastest ? time : fastest;
            }

            return fastest;
        }
    }

    /// <summary>Whoever types the password into the field of the name does not want to read it in the log.</summary>
    [Fact]
    public async Task The_log_says_who_and_no_secret()
    {
        (await _browser.SignInAsync(UsersFile.OtherPassword, "x")).Should(HttpStatusCode.Unauthorized);
        (await _browser.SignInAsync(UsersFile.Changer, UsersFile.OtherPassword)).Should(HttpStatusCode.Unauthorized);
        (await _browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        var cookie = _browser.Cookie!.Split('=')[1];
        (await _browser.PostAsync(OperatorBrowser.SignOut)).Should(HttpStatusCode.SeeOther);
        foreach (var line in (string[])[
            "A sign-in of an operator from 203.0.113.7 failed: an unknown name.", "A sign-in of an operator from 203.0.113.7 failed: a wrong password of mina.",
            "Operator mina signed in from 203.0.113.7.", "Operator mina signed out."])
            Assert.Contains(_gateway.Log.Lines, written => written.StartsWith(line, StringComparison.Ordinal));
        foreach (var secret in (string[])[UsersFile.Password, UsersFile.OtherPassword, cookie])
            Assert.DoesNotContain(_gateway.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal) || line.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal));
    }
}
