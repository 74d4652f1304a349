using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Documentation;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>What the host itself needs to know, read and checked once at the start.</summary>
internal sealed record HostSettings(
    int ListenPort,
    DrainSettings Drain,
    ConfigurationOptions? Redis,
    IReadOnlyList<string> Origins,
    IReadOnlyList<IPNetwork> Proxies,
    AuthenticationSettings Authentication,
    AccountSettings Accounts,
    RateLimitSettings RateLimit,
    DocumentationSettings Documentation,
    BackendSettings Reservation,
    BackendSettings Payment,
    TimeSpan ProbeTimeout,
    ReservationSettings Reservations,
    ObservabilitySettings Observability)
{
    public const string WaitingRoomSection = "WaitingRoom";
    public const string Port = "Server:Port";
    public const string LogLevel = "Logging:Level";
    public const string RedisAddress = "Redis:Address";
    public const string RedisPassword = "Redis:Password";
    public const string RedisDatabase = "Redis:Database";
    public const string RedisTls = "Redis:TlsEnabled";
    public const string RedisCluster = "Redis:ClusterMode";
    public const string CorsOrigins = "Cors:AllowOrigins";
    public const string TrustedProxies = "Server:TrustedProxies";

    private const int DefaultPort = 8000;

    /// <summary>Every mistake at once, by name, with the value that is expected. A secret's value is never in it.</summary>
    public static bool TryRead(
        IConfigurationManager configuration,
        IHostEnvironment environment,
        [NotNullWhen(true)] out HostSettings? settings,
        out IReadOnlyList<string> mistakes)
    {
        var reader = new SettingsReader(configuration);
        reader.Mistakes.AddRange(configuration.AddMountedSettings());
        reader.Mistakes.AddRange(configuration.AddEnvironmentAliases());
        var port = reader.Number(Port, DefaultPort, 1, 65535);
        var drain = DrainSettings.Read(reader, environment);
        var redis = ReadRedis(reader);
        var origins = reader.List(CorsOrigins, IsOrigin, "origins such as https://shop.example, without a path, separated by commas");
        var proxies = reader.List(TrustedProxies, text => IsNetwork(text, out _), "addresses or networks such as 10.0.0.7 or 10.0.0.0/8, separated by commas");
        var authentication = AuthenticationSettings.Read(reader, environment);
        var accounts = AccountSettings.Read(reader, environment);
        if (authentication.JwksEndpoint is null && !accounts.Enabled)
            reader.Refuse(AuthenticationSettings.JwksEndpointKey, $"the address of a key set, unless {EnvironmentAliases.NameOf(AccountSettings.SigningKeyKey)} is given: nobody could log in");
        var limit = RateLimitSettings.Read(reader);
        var documentation = DocumentationSettings.Read(reader);
        var reservation = BackendSettings.ReadReservation(reader, environment);
        var payment = BackendSettings.ReadPayment(reader, environment);
        var probeTimeout = BackendSettings.ReadProbeTimeout(reader);
        var reservations = ReservationSettings.Read(reader);
        var observability = ObservabilitySettings.Read(reader);
        LogLevels.Apply(reader, configuration);
        CheckWaitingRoom(configuration, reader);
        mistakes = reader.Mistakes;
        settings = mistakes.Count == 0
            ? new HostSettings(
                port, drain, redis, origins, [.. proxies.Select(text => IsNetwork(text, out var network) ? network : default)],
                authentication, accounts, limit, documentation, reservation, payment, probeTimeout, reservations, observability)
            : null;
        return settings is not null;
    }

    private static ConfigurationOptions? ReadRedis(SettingsReader reader)
    {
        var tls = reader.Flag(RedisTls);
        var cluster = reader.Flag(RedisCluster);
        var database = reader.Number(RedisDatabase, 0, 0, 1023);
        var addresses = reader.List(
            RedisAddress, IsAddress, "host:port, several separated by commas, and the password apart from it", mayHoldSecret: true);
        if (addresses.Count == 0)
            return null;
        if (cluster && database != 0)
            reader.Refuse(RedisDatabase, "0: a cluster has no other database");
        var options = new ConfigurationOptions { Ssl = tls, DefaultDatabase = database, ClientName = "traffictacos-gateway" };
        foreach (var address in addresses.Where(IsAddress))
            options.EndPoints.Add(address);
        options.Password = reader.Text(RedisPassword);
        return options;
    }

    /// <summary>The engine's own validator speaks here already, so that all mistakes come in one go.</summary>
    private static void CheckWaitingRoom(IConfiguration configuration, SettingsReader reader)
    {
        var services = new ServiceCollection();
        services.AddWaitingRoom(configuration.GetSection(WaitingRoomSection));
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                reader.Mistakes.Add($"{WaitingRoomSection}: {failure}");
        }
        catch (InvalidOperationException exception)
        {
            reader.Mistakes.Add($"{WaitingRoomSection}: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate("redis://" + text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.PathAndQuery is "" or "/";

    private static bool IsNetwork(string text, out IPNetwork network)
    {
        if (!IPAddress.TryParse(text, out var address))
            return IPNetwork.TryParse(text, out network);
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
