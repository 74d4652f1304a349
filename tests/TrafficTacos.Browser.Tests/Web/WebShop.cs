using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>The sample shop as it runs in production: two processes on a real Redis, behind a proxy that ends TLS. Nobody is let in but the
/// first visitor, until a test opens it.</summary>
internal sealed class WebShop : IAsyncDisposable
{
    public const string EventId = "shop";

    private static readonly string Folder = BrowserFixture.Path("WebShop");

    private readonly TlsProxy _proxy = new();
    private readonly string _keys = Directory.CreateTempSubdirectory("traffictacos-keys-").FullName;
    private readonly GatewayProcess[] _shops = new GatewayProcess[2];
    private readonly Dictionary<string, string> _settings;
    private readonly LocalGateways _operator;

    private WebShop(RedisServer redis, IReadOnlyDictionary<string, string> settings)
    {
        Redis = redis;
        _operator = new LocalGateways(1, redis.Address, options => options.OperatesOnly = true);
        _settings = new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal)
        {
            ["ASPNETCORE_CONTENTROOT"] = Folder,
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
            ["DATA_PROTECTION_KEYS"] = _keys,
            ["REDIS_ADDRESS"] = redis.Address,
            ["BANK_ADDRESS"] = _proxy.Bank,
            ["WaitingRoom__Events__shop__AdmissionsPerSecond"] = "0.001",
            ["WaitingRoom__Events__shop__Burst"] = "1",
            ["WaitingRoom__Events__shop__Overdraft"] = "0",
            ["WaitingRoom__Events__shop__OverdraftPositions"] = "0",
            ["WaitingRoom__Events__shop__MinimumWaits__0__Wait"] = "00:00:00",
            ["WaitingRoom__Events__shop__MaximumPollInterval"] = "00:00:02",
            ["WaitingRoom__Events__shop__LeaveGrace"] = "00:00:05",
            ["WaitingRoom__StoreTimeout"] = "00:00:01",
        };
        foreach (var (name, value) in settings)
            _settings[$"WaitingRoom__Events__shop__{name}"] = value;
    }

    public RedisServer Redis { get; }

    public TestRoom Room => _operator.Rooms[0];

    /// <summary>The address of a page, for a browser.</summary>
    public string this[string path] => _proxy.Shop + path;

    public string Bank => _proxy.Bank;

    public Uri Plain => _proxy.Plain;

    /// <param name="settings">Options of the event.</param>
    public static async Task<WebShop> OpenAsync(params (string Name, string Value)[] settings)
    {
        var shop = new WebShop(await RedisServer.StartAsync(), settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));
        try
        {
            // The first one makes the keys of forms, which both have to use.
            shop._shops[0] = await shop.StartAsync();
            shop._shops[1] = await shop.StartAsync();
            await shop._proxy.StartAsync(shop._shops.Select(process => process.Address));
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }

        return shop;
    }

    /// <summary>A browser of its own, whose certificate store does not know ours.</summary>
    public static Task<IBrowserContext> VisitorAsync(IBrowser browser, bool javaScript = true) =>
        browser.NewContextAsync(new() { IgnoreHTTPSErrors = true, JavaScriptEnabled = javaScript, Locale = "en-US" });

    public BrowserClient Person() => new(Plain);

    /// <summary>Lets everybody in, up to so many at once; 0 is no limit.</summary>
    public Task LetInAsync(int shoppers = 0) =>
        Room.ChangeSettingsAsync(EventId, new EventSettingsChange { AdmissionsPerSecond = 1_000, Burst = 100, MaximumShoppers = shoppers });

    /// <summary>Kills a process; the proxy is told nothing.</summary>
    public void Kill(int index) => _shops[index].Kill();

    /// <summary>Starts a process again, at the same address.</summary>
    public async Task RestartAsync(int index)
    {
        var port = _shops[index].Address.Port;
        await _shops[index].DisposeAsync();
        _shops[index] = await StartAsync(port);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        foreach (var shop in _shops)
        {
            if (shop is not null)
                await shop.DisposeAsync();
        }

        await _operator.DisposeAsync();
        await Redis.DisposeAsync();
        Directory.Delete(_keys, true);
    }

    private Task<GatewayProcess> StartAsync(int? port = null) =>
        GatewayProcess.StartAsync(BrowserFixture.Path("WebShopHost"), _settings, addressVariable: "ASPNETCORE_URLS", port: port);
}
