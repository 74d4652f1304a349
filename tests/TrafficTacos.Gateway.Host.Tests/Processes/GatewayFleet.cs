using System.Globalization;
using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>Four gateway processes on one Redis of their own.</summary>
public sealed class GatewayFleet : IAsyncLifetime
{
    public const double Refill = 800;
    public const int Burst = 400;
    public const int Overdraft = 10;

    /// <summary>An event whose patience is short enough for a test to sit out.</summary>
    public const string ImpatientEvent = "impatient";
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan NoShowTimeout = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan SoftLeave = TimeSpan.FromSeconds(2);
    public const int ImpatientBurst = 30;

    /// <summary>An event so small that a crowd is sure to ask for more than its rate.</summary>
    public const string SmallEvent = "small";
    public const double SmallRefill = 50;
    public const int SmallBurst = 100;

    private const int Size = 4;

    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    internal IReadOnlyList<GatewayProcess> Gateways { get; private set; } = [];

    internal FleetClient Client { get; private set; } = null!;

    public string RedisAddress => _redis.Address;

    public IDatabase Redis => _connection.GetDatabase();

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        var host = Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll");
        var counter = typeof(ProtectedEndpointsStartup).Assembly.Location;
        Gateways = await Task.WhenAll(Enumerable.Range(0, Size).Select(_ => GatewayProcess.StartAsync(host, Settings(), counter)));
        Client = new FleetClient([.. Gateways.Select(gateway => gateway.Address)]);
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        foreach (var gateway in Gateways)
            await gateway.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal) { ["REDIS_ADDRESS"] = _redis.Address, ["WaitingRoom__KnownEvents__0"] = "*" };
        Set("AdmissionsPerSecond", Refill);
        Set("Burst", Burst);
        Set("Overdraft", Overdraft);
        Set("MinimumWaits__0__UpToPosition", 10);
        Set("MinimumWaits__0__Wait", TimeSpan.Zero);
        Set("MinimumWaits__1__UpToPosition", 50);
        Set("MinimumWaits__1__Wait", TimeSpan.FromMilliseconds(200));
        Set("MinimumWaits__2__Wait", TimeSpan.FromMilliseconds(500));
        // Passes of the whole run are redeemed after it.
        Set("PassLifetime", TimeSpan.FromMinutes(10));
        // Whoever abandons their place in the rush is still counted at its end.
        foreach (var patience in (string[])["NoShowTimeout", "ReadySilence", "TurnTime", "TurnGuaranteed"])
            Set(patience, TimeSpan.FromMinutes(5));
        Set("JournalLength", 10_000_000);
        Set($"Events__{ImpatientEvent}__HeartbeatTimeout", Heartbeat);
        Set($"Events__{ImpatientEvent}__NoShowTimeout", NoShowTimeout);
        Set($"Events__{ImpatientEvent}__LeaveGrace", SoftLeave);
        Set($"Events__{ImpatientEvent}__MaximumPollInterval", TimeSpan.FromSeconds(1));
        Set($"Events__{ImpatientEvent}__MinimumPollInterval", TimeSpan.FromSeconds(1));
        Set($"Events__{ImpatientEvent}__Burst", ImpatientBurst);
        Set($"Events__{SmallEvent}__AdmissionsPerSecond", SmallRefill);
        Set($"Events__{SmallEvent}__Burst", SmallBurst);
        return settings;

        void Set(string name, IFormattable value) => settings["WaitingRoom__" + name] = value.ToString(null, CultureInfo.InvariantCulture);
    }
}
