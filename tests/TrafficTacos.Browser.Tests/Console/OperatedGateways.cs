using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Two gateway processes with operators of a file, on one real Redis, and one browser. What a test compares with comes from the operator's
/// interface in this process, on the same Redis.</summary>
public sealed class OperatedGateways : IAsyncLifetime
{
    public const string Changer = "mina";
    public const string OtherChanger = "jun";
    public const string Viewer = "vera";

    /// <summary>Its draws take a round of the beacon, which nobody reaches here.</summary>
    public const string BeaconEvent = "lottery";

    public const double Rate = 40;
    public const int Burst = 100;
    public const int Seats = 150;

    /// <summary>Nobody falls silent or loses a turn because a test takes its time.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["WaitingRoom__KnownEvents__0"] = "*",
        ["WaitingRoom__AdmissionsPerSecond"] = $"{Rate}",
        ["WaitingRoom__Burst"] = $"{Burst}",
        ["WaitingRoom__MaximumShoppers"] = $"{Seats}",
        ["WaitingRoom__Overdraft"] = "0",
        ["WaitingRoom__OverdraftPositions"] = "0",
        ["WaitingRoom__MinimumWaits__0__Wait"] = "00:00:00",
        ["WaitingRoom__HeartbeatTimeout"] = "1.00:00:00",
        ["WaitingRoom__NoShowTimeout"] = "1.00:00:00",
        ["WaitingRoom__ReadySilence"] = "1.00:00:00",
        ["WaitingRoom__TurnTime"] = "1.00:00:00",
        ["WaitingRoom__ExpectedVisit"] = "00:00:10",
        ["WaitingRoom__StoreTimeout"] = "00:00:05",
        [$"WaitingRoom__Events__{BeaconEvent}__DrawSource"] = "Beacon",
    };

    private readonly Dictionary<string, string> _signedIn = new(StringComparer.Ordinal);
    private RedisServer? _redis;
    private IPlaywright? _playwright;
    private ServiceProvider? _services;
    private GatewayProcess[] _gateways = [];

    public IBrowser Browser { get; private set; } = null!;

    public IReadOnlyList<Uri> Addresses => [.. _gateways.Select(gateway => gateway.Address)];

    internal OperatorsFile Operators { get; } = new();

    internal WaitingRoomOperator Room { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(Operators.AddAsync(Changer, "change"), Operators.AddAsync(OtherChanger, "change"), Operators.AddAsync(Viewer, "view"));
        Operators.Write();
        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["REDIS_ADDRESS"] = _redis.Address, ["OPERATOR_USERS_FILE"] = Operators.Path };
        _gateways = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => GatewayProcess.StartAsync(BrowserFixture.Path("GatewayHost"), settings)));
        _services = Configured(_redis.Address);
        Room = _services.GetRequiredService<WaitingRoomOperator>();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.FindExecutable(), Args = Chromium.Arguments });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        Operators.Dispose();
    }

    /// <summary>The cookies of an operator who has signed in before; a sign-in a minute and test would meet its limit.</summary>
    internal async Task<string> SignedInAsync(string name, Func<Task<string>> signIn)
    {
        if (!_signedIn.TryGetValue(name, out var state))
            _signedIn[name] = state = await signIn();
        return state;
    }

    /// <summary>Configured as the gateways are, because forecasts depend on it.</summary>
    private static ServiceProvider Configured(string redis)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value, StringComparer.Ordinal)).Build();
        var services = new ServiceCollection();
        services.AddWaitingRoom(options => configuration.GetSection("WaitingRoom").Bind(options)).UseRedis(redis);
        return services.BuildServiceProvider();
    }
}

/// <summary>They share the gateways and two cores: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OperatedGatewaysCollection : ICollectionFixture<OperatedGateways>
{
    public const string Name = "operated gateways";
}
