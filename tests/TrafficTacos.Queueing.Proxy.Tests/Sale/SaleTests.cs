using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace TrafficTacos.Queueing.Proxy.Tests.Sale;

/// <summary>A sale of a shop that is not .NET and knows no waiting room, behind the proxy as it is published, on a real Redis.</summary>
[Trait("Needs", "Redis")]
public sealed class SaleTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private const int People = 200;
    private const int Rate = 20;
    private const int Burst = 20;
    private const int Seats = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-proxy-").FullName;
    private NodeShop _shop = null!;
    private ProxyProcess _proxy = null!;

    public async Task InitializeAsync()
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", ProjectPath.Of(typeof(SaleTests).Assembly, "ProxyProject"), "--configuration", Configuration(), "--no-build", "--output", _folder, "--verbosity", "quiet"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (status, output) = await FinishedProcess.OfAsync(publish, Patience);
        Assert.True(status == 0, output);
        _shop = await NodeShop.StartAsync();
        _proxy = await ProxyProcess.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PROXY_UPSTREAM"] = _shop.Address,
                ["REDIS_ADDRESS"] = redis.Address,
                ["WAITINGROOM_KEY_PREFIX"] = $"proxy-{Guid.NewGuid():N}"[..20],
                ["WAITINGROOM_EVENT_ID"] = "concert",
                ["WAITINGROOM_ADMISSIONS_PER_SECOND"] = Rate.ToString(CultureInfo.InvariantCulture),
                ["WAITINGROOM_BURST"] = Burst.ToString(CultureInfo.InvariantCulture),
                ["WAITINGROOM_OVERDRAFT"] = "0",
                ["WAITINGROOM_MAXIMUM_SHOPPERS"] = Seats.ToString(CultureInfo.InvariantCulture),
            },
            Path.Combine(_folder, "TrafficTacos.Queueing.Proxy.dll"));
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _shop.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>There are four times as many people as seats, and sessions last ten minutes: without the shop's word that an order is paid, the
    /// sale would stand still after the first fifty.</summary>
    [Fact]
    public async Task Two_hundred_people_wait_buy_and_nobody_gets_past()
    {
        using var patience = new CancellationTokenSource(Patience);
        var visitors = Enumerable.Range(0, People).Select(_ => new Visitor(_proxy.Address)).ToList();
        var sale = Task.WhenAll(visitors.Select(visitor => visitor.BuyAsync(patience.Token)));
        var intruders = IntrudeUntilAsync(sale);
        await sale;
        var attempts = await intruders;

        Assert.True(attempts > 100, $"{attempts} attempts to get past.");
        // Every request that reached the shop was one of a visitor who was let in.
        Assert.Equal((2 * People, People, People), await _shop.SeenAsync());
        Assert.All(visitors.SelectMany(visitor => visitor.Answers), answer =>
        {
            Assert.Equal("node", answer.Header("X-Shop"));
            Assert.Null(answer.Header("Waiting-Room"));
            Assert.DoesNotContain("forged", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        });
        Assert.True(visitors.Count(visitor => visitor.HasWaited) > People / 2, $"{visitors.Count(visitor => visitor.HasWaited)} have waited.");
        AssertRate([.. visitors.Select(visitor => visitor.Stay.At).Order()]);
        AssertSeats([.. visitors.Select(visitor => visitor.Stay)]);
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Fact]
    public async Task A_browser_waits_and_buys()
    {
        using var patience = new CancellationTokenSource(Patience);
        var crowd = Enumerable.Range(0, 2 * Seats).Select(_ => new Visitor(_proxy.Address)).ToList();
        var sale = Task.WhenAll(crowd.Select(visitor => visitor.BuyAsync(patience.Token)));
        await Eventually.IsTrueAsync(async () => (await _shop.SeenAsync()).Shop > Seats / 2);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.FindExecutable(), Args = Chromium.Arguments });
        var page = await browser.NewPageAsync();
        var first = await page.GotoAsync(new Uri(_proxy.Address, "/shop").AbsoluteUri);
        Assert.Equal((int)HttpStatusCode.TooManyRequests, first!.Status);
        // The page goes in by itself.
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Tickets" }).WaitForAsync(new LocatorWaitForOptions { Timeout = (float)Patience.TotalMilliseconds });
        var answered = page.WaitForResponseAsync(response => response.Url.EndsWith("/buy", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Buy" }).ClickAsync();
        Assert.False((await (await answered).AllHeadersAsync()).ContainsKey("waiting-room"));
        await page.GetByText("Sold").WaitForAsync();
        // The seat is free, and with it went the cookies.
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name.StartsWith("wr-session", StringComparison.Ordinal) && cookie.Value.Length > 0);
        await sale;
        crowd.ForEach(visitor => visitor.Dispose());
    }

    /// <summary>Those who have no turn and try, as long as the sale goes on.</summary>
    private async Task<int> IntrudeUntilAsync(Task sale)
    {
        using var http = HttpVisitor.Client(_proxy.Address);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        Func<HttpRequestMessage>[] tries =
        [
            () => new HttpRequestMessage(HttpMethod.Post, "/buy"),
            () => new HttpRequestMessage(HttpMethod.Get, "/shop").With("Accept", "application/json").With("Cookie", "wr-session-0=forged; wr-id-0=forged; wr-place-0=forged"),
            () => new HttpRequestMessage(HttpMethod.Get, "/shop").With("Accept", "application/json").With("X-Waiting-Room-Session", "forged"),
            () => new HttpRequestMessage(HttpMethod.Head, "/shop"),
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(_proxy.Address.AbsoluteUri + "/buy")),
            () => new HttpRequestMessage(HttpMethod.Get, "/shop").With("Sec-Purpose", "prefetch"),
            () => new HttpRequestMessage(HttpMethod.Post, "/robots.txt/../buy"),
            () => new HttpRequestMessage(HttpMethod.Post, "/buy").With("X-Original-URL", "/robots.txt"),
        ];
        var count = 0;
        for (; !sale.IsCompleted; await pace.WaitForNextTickAsync())
            Assert.Null((await http.AskAsync(tries[count++ % tries.Length]())).Header("X-Shop"));
        return count;
    }

    /// <summary>As many as the bucket holds at once, then the rate. The answers of a busy machine come late and together, by a second at
    /// most.</summary>
    private static void AssertRate(long[] admitted)
    {
        for (var i = 0; i < admitted.Length; i++)
        {
            var seconds = TimeProvider.System.GetElapsedTime(admitted[0], admitted[i]).TotalSeconds;
            Assert.True(i < Burst + (Rate * (seconds + 1)), $"{i + 1} were inside after {seconds:F1} s.");
        }
    }

    private static void AssertSeats((long At, long Until)[] stays) =>
        Assert.All(stays, stay => Assert.InRange(stays.Count(other => other.At <= stay.At && stay.At < other.Until), 1, Seats));

    private static string Configuration() => ProxyProcess.Program.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
}
