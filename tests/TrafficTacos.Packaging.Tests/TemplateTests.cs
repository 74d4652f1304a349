using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests;

/// <summary>What <c>dotnet new</c> makes from the packed templates builds without a warning, runs, and has its waiting room.</summary>
[Collection(PackagingCollection.Name)]
public sealed partial class TemplateTests(PackedPackages packages, RedisFixture redis)
{
    private const string Shop = "waitingroom-shop";
    private const string Proxy = "waitingroom-proxy";
    private const string Checkout = "/Checkout";

    [Fact]
    public void TheTemplatesAreInThePackage()
    {
        Assert.Equal("Template", packages.Templates.Element("packageTypes")!.Elements().Single().Attribute("name")!.Value);
        Assert.Equal("PACKAGE.md", packages.Templates.Value("readme"));
        Assert.Equal(packages.Engine.Version, packages.Templates.Version);
        Assert.Contains("content/waitingroom-shop/.template.config/template.json", packages.Templates.Entries);
        Assert.Contains($"Version=\"{packages.Engine.Version}\"", packages.Templates.Text("content/waitingroom-shop/WaitingRoomShop.csproj"), StringComparison.Ordinal);
        Assert.DoesNotContain(packages.Templates.Entries, entry => entry.StartsWith("lib/", StringComparison.Ordinal) || entry.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheShopSellsInMemory()
    {
        var shop = await FreshApplication.FromTemplateAsync(packages, "MemoryShop", Shop);
        Assert.Contains("0 Warning(s)", shop.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("UseRedis", File.ReadAllText(Path.Combine(shop.Folder, "Program.cs")), StringComparison.Ordinal);
        Assert.Contains("namespace MemoryShop.Pages;", File.ReadAllText(Path.Combine(shop.Folder, "Pages", "Checkout.cshtml.cs")), StringComparison.Ordinal);
        await BuyAsync(shop);
        await MeetTheWaitingPageAsync(shop);
    }

    [Fact]
    public async Task TheShopSellsOnRedis()
    {
        var shop = await FreshApplication.FromTemplateAsync(packages, "RedisShop", Shop, "--redis");
        Assert.Contains("0 Warning(s)", shop.Printed, StringComparison.Ordinal);
        var prefix = Guid.NewGuid().ToString("N");
        await BuyAsync(shop, $"--ConnectionStrings:Redis={redis.Address}", $"--WaitingRoom:KeyPrefix={prefix}");
        var keys = redis.Connection.GetServers()[0].Keys(pattern: prefix + "*");
        Assert.NotEmpty(keys);
    }

    [Fact]
    public async Task TheProxyKeepsACrowdAwayFromAShop()
    {
        var proxy = await FreshApplication.FromTemplateAsync(packages, "RedisProxy", Proxy, "--redis");
        Assert.Contains("0 Warning(s)", proxy.Printed, StringComparison.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var shop = builder.Build();
        shop.MapFallback((HttpRequest request) => "The shop: " + request.Path);
        await shop.StartAsync();
        var arguments = new[]
        {
            $"--ReverseProxy:Clusters:shop:Destinations:one:Address={shop.Urls.Single()}", $"--ConnectionStrings:Redis={redis.Address}",
            $"--WaitingRoom:KeyPrefix={Guid.NewGuid():N}", "--WaitingRoom:Events:sale:Mode=Paused",
        };

        var (running, client) = await RunningApplication.StartAsync(proxy, null, arguments);
        await using (running)
        {
            using var visitor = Browser(client.BaseAddress!);
            client.Dispose();
            Assert.Equal("The shop: /seats", await visitor.GetStringAsync("/seats"));
            Assert.Equal("Healthy", await visitor.GetStringAsync("/proxy/readyz"));
            var waiting = await visitor.GetAsync("/checkout/pay");
            Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
            Assert.DoesNotContain("The shop", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            foreach (var target in (string[])["//checkout/pay", "/checkout%2fpay", "/checkout;x/pay"])
                Assert.DoesNotContain("The shop", (await new RawRequest("GET", target).SendAsync(visitor.BaseAddress!)).Text, StringComparison.Ordinal);
        }

        (running, client) = await RunningApplication.StartAsync(proxy, null, [.. arguments[..^1], $"--WaitingRoom:KeyPrefix={Guid.NewGuid():N}"]);
        await using (running)
        {
            using var visitor = Browser(client.BaseAddress!);
            client.Dispose();
            Assert.Equal("The shop: /checkout/pay", await visitor.GetStringAsync("/checkout/pay"));
        }
    }

    private static async Task BuyAsync(FreshApplication application, params string[] arguments)
    {
        var (running, client) = await RunningApplication.StartAsync(application, null, arguments);
        await using (running)
        {
            using var visitor = Browser(client.BaseAddress!);
            client.Dispose();
            Assert.Contains("Buy a ticket", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
            Assert.Contains("font:", await visitor.GetStringAsync("/site.css"), StringComparison.Ordinal);
            Assert.Equal("Healthy", await visitor.GetStringAsync("/readyz"));

            // It is this visitor's turn at once, and nobody sees the waiting page.
            var form = await visitor.GetStringAsync(Checkout);
            Assert.Contains("You are in.", form, StringComparison.Ordinal);
            var again = await PostAsync(visitor, form, name: "");
            Assert.Contains("required", again, StringComparison.Ordinal);
            Assert.Contains("Your order is taken.", await PostAsync(visitor, again, name: "Alice"), StringComparison.Ordinal);
        }
    }

    private static async Task MeetTheWaitingPageAsync(FreshApplication application)
    {
        var (running, client) = await RunningApplication.StartAsync(application, null, "--WaitingRoom:Events:sale:Mode=Paused");
        await using (running)
        {
            using var visitor = Browser(client.BaseAddress!);
            client.Dispose();
            Assert.Contains("Buy a ticket", await visitor.GetStringAsync("/"), StringComparison.Ordinal);
            var waiting = await visitor.GetAsync(Checkout);
            Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
            Assert.DoesNotContain("You are in.", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> PostAsync(HttpClient visitor, string form, string name)
    {
        var token = AntiforgeryToken().Match(form).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Name"] = name, ["__RequestVerificationToken"] = token });
        var response = await visitor.PostAsync(Checkout, content);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static HttpClient Browser(Uri address)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Mode", "navigate");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Dest", "document");
        return browser;
    }

    [GeneratedRegex(@"name=""__RequestVerificationToken"" type=""hidden"" value=""(?<token>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryToken();
}
