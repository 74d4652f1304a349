using System.Globalization;
using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>Where the console of the gateway process is, and where it is not.</summary>
public sealed class OperatorHostTests : IAsyncLifetime
{
    private const string Console = "/operator";
    private const string Me = "/operator/api/me";

    private static readonly (string Name, string Value) Development = ("SERVER_ENVIRONMENT", "Development");
    private static readonly (string Name, string Value) Proxy = ("TRUSTED_PROXIES", "127.0.0.1");

    private readonly UsersFile _users = UsersFile.Create();

    private (string Name, string Value) Users => ("OPERATOR_USERS_FILE", _users.Path);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _users.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task In_Development_without_operators_the_developer_has_it_and_the_log_says_where()
    {
        await using var host = await HostProcess.StartAsync(Development);
        var me = (await host.Http.AskAsync(HttpMethod.Get, Me)).Should(HttpStatusCode.OK);
        Assert.Equal(("developer", true), (me.String("name"), me.Flag("can_change")));
        await Eventually.IsTrueAsync(() => host.Output.Contains($"The operator's console is at http://localhost:{host.Address.Port}/operator", StringComparison.Ordinal));
        (await host.Http.AskAsync(HttpMethod.Get, OperatorBrowser.SignIn)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        var document = (await host.Http.AskAsync(HttpMethod.Get, "/openapi/operator.json")).Should(HttpStatusCode.OK).Json;
        Assert.NotEmpty(document.GetProperty("paths").EnumerateObject());
        Assert.All(document.GetProperty("paths").EnumerateObject(), path => Assert.StartsWith("/operator/api/", path.Name, StringComparison.Ordinal));
        // By another name it is a page of somewhere else that asks.
        var rebound = new HttpRequestMessage(HttpMethod.Get, Me);
        rebound.Headers.Host = "shop.example";
        (await host.Http.AskAsync(rebound)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    /// <summary>As the launch profile sets it.</summary>
    [Fact]
    public async Task A_sample_sale_shows_what_the_console_shows()
    {
        await using var host = await HostProcess.StartAsync(Development, ("Queue__SampleSale", "true"));
        var joined = Fresh.Event();
        (await host.Queue.JoinAsync(joined)).Should(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () =>
        {
            var events = (await host.Http.AskAsync(HttpMethod.Get, "/operator/api/events")).Should(HttpStatusCode.OK).Json.GetProperty("events");
            return events.EnumerateArray().Any(row => row.GetProperty("event_id").GetString() == joined) && events.EnumerateArray().Any(row => row.GetProperty("event_id").GetString() is "sample-sale"
                && row.GetProperty("length").GetInt64() > 0 && row.GetProperty("admitted").GetInt64() > 0);
        });
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("Queue__SampleSale", "true"));
        Assert.Equal(1, exitCode);
        Assert.Contains("Queue:SampleSale is 'true'; expected false", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_with_operators_they_sign_in_without_TLS()
    {
        await using var host = await HostProcess.StartAsync(Development, Users);
        Assert.Equal(OperatorBrowser.SignIn, (await host.Http.AskAsync(HttpMethod.Get, Console)).Should(HttpStatusCode.Found).Header("Location"));
        (await host.Http.AskAsync(HttpMethod.Get, Me)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        var form = new HttpRequestMessage(HttpMethod.Post, OperatorBrowser.SignIn) { Content = OperatorBrowser.Form(UsersFile.Viewer, UsersFile.Password) };
        var cookie = (await host.Http.AskAsync(form.With("Sec-Fetch-Site", "same-origin"))).Should(HttpStatusCode.SeeOther).Header("Set-Cookie")!;
        Assert.StartsWith("traffictacos-operator=", cookie, StringComparison.Ordinal);
        var me = (await host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, Me).With("Cookie", cookie.Split(';')[0]))).Should(HttpStatusCode.OK);
        Assert.Equal((UsersFile.Viewer, false, "/operator/sign-out"), (me.String("name"), me.Flag("can_change"), me.String("sign_out_path")));
    }

    [Fact]
    public async Task In_Production_without_operators_there_is_none_and_the_log_says_so()
    {
        await using var host = await HostProcess.StartAsync(Proxy);
        var browser = new OperatorBrowser(host.Http);
        foreach (var path in (string[])[Console, Me, OperatorBrowser.SignIn])
            (await browser.GetAsync(path)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        await Eventually.IsTrueAsync(() => host.Output.Contains("There is no operator's console: set OPERATOR_USERS_FILE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_Production_without_TLS_nothing_of_it_works()
    {
        await using var host = await HostProcess.StartAsync(Users);
        await Eventually.IsTrueAsync(() => host.Output.Contains("Nobody reaches the operator's console: it answers over HTTPS only", StringComparison.Ordinal));
        // What a stranger says of TLS is not true.
        var browser = new OperatorBrowser(host.Http);
        foreach (var path in (string[])[Console, Me, OperatorBrowser.SignIn, "/OPERATOR/sign-in.css"])
            (await browser.GetAsync(path)).ShouldFail(HttpStatusCode.Forbidden, "HTTPS_REQUIRED");
        (await browser.SignInAsync(UsersFile.Changer)).ShouldFail(HttpStatusCode.Forbidden, "HTTPS_REQUIRED");
        // The others of the gateway do not mind.
        (await host.Queue.JoinAsync(Fresh.Event())).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_it_works_if_the_client_came_over_TLS()
    {
        await using var host = await HostProcess.StartAsync(Users, Proxy, ("RATE_LIMIT_ENABLED", "false"));
        var browser = new OperatorBrowser(host.Http);
        Assert.Equal(OperatorBrowser.SignIn, (await browser.GetAsync(Console)).Should(HttpStatusCode.Found).Header("Location"));
        (await browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        Assert.True((await browser.GetAsync(Me)).Should(HttpStatusCode.OK).Flag("can_change"));
        Assert.Contains("<html", (await browser.GetAsync(Console)).Should(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var plain = new HttpRequestMessage(HttpMethod.Get, Me).With("Cookie", browser.Cookie!).With("X-Forwarded-Proto", "http");
        (await host.Http.AskAsync(plain)).ShouldFail(HttpStatusCode.Forbidden, "HTTPS_REQUIRED");
        Assert.DoesNotContain("Nobody reaches", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookie!, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(UsersFile.Password, host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task With_a_management_port_it_is_there_and_elsewhere_only_if_that_is_said(string isPublic)
    {
        var port = RedisServer.FreePort();
        await using var host = await HostProcess.StartAsync(Users, Proxy, ("MANAGEMENT_PORT", port.ToString(CultureInfo.InvariantCulture)), ("OPERATOR_PUBLIC", isPublic));
        using var management = HttpVisitor.Client(new Uri($"http://127.0.0.1:{port}"));
        var browser = new OperatorBrowser(management);
        (await browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        (await browser.GetAsync(Me)).Should(HttpStatusCode.OK);
        var other = new OperatorBrowser(host.Http) { Cookie = browser.Cookie };
        foreach (var path in (string[])[Me, Console])
        {
            var answer = await other.GetAsync(path);
            if (isPublic is "true")
                answer.Should(HttpStatusCode.OK);
            else
                answer.ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        }
    }

    /// <summary>Visitors behind the operators' address may have used up its limit.</summary>
    [Fact]
    public async Task The_console_has_a_rate_limit_of_its_own()
    {
        await using var host = await HostProcess.StartAsync(Users, Proxy, ("RATE_LIMIT_RPS", "1"), ("RATE_LIMIT_BURST", "3"));
        var browser = new OperatorBrowser(host.Http);
        for (var i = 0; i < 10; i++)
            await browser.GetAsync("/nothing");
        (await browser.GetAsync("/nothing")).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
            answers.Add((await browser.GetAsync(Me)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task Mistakes_end_the_start()
    {
        _users.Write("mina change a-password-nobody-may-see");
        await FailsAsync("line 1: expected a hash that the command operator-password made", Users);
        await FailsAsync("it cannot be read", ("OPERATOR_USERS_FILE", "/nowhere/operators"));
        await FailsAsync("(OPERATOR_AUDIENCE) is missing", ("OPERATOR_CLAIM", "role"));
        await FailsAsync("(OPERATOR_CLAIM) is missing", ("OPERATOR_AUDIENCE", "operators"));
        await FailsAsync("another audience than JWT_AUDIENCE", ("OPERATOR_CLAIM", "role"), ("OPERATOR_AUDIENCE", "tests"));

        static async Task FailsAsync(string mistake, params (string Name, string Value)[] environment)
        {
            var (exitCode, _, errors) = await HostProcess.RunAsync([], environment);
            Assert.Equal(1, exitCode);
            Assert.Contains(mistake, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.DoesNotContain("nobody-may-see", errors, StringComparison.Ordinal);
        }
    }
}
