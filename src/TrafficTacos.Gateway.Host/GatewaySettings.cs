using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Cors;
using TrafficTacos.Gateway.Host.Documentation;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.Logging;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Operators;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Server;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.WaitingRoom;

namespace TrafficTacos.Gateway.Host;

/// <summary>The settings of all pieces. Each piece declares its own.</summary>
internal sealed class GatewaySettings
{
    public GatewaySettings(SettingsReader reader)
    {
        Server = new ServerSettings(reader);
        Drain = new DrainSettings(reader);
        Log = new LogSettings(reader);
        Redis = new RedisSettings(reader);
        _ = new StoreSettings(reader, Redis);
        Cors = new CorsSettings(reader);
        Authentication = new AuthenticationSettings(reader);
        Accounts = new AccountSettings(reader, Authentication);
        Identity = new IdentitySettings(reader, Authentication, hasSharedSecret: Accounts.JwtSecret is not null);
        Operators = new OperatorSettings(reader, Authentication);
        RateLimit = new RateLimitSettings(reader);
        Backends = new BackendSettings(reader);
        Reservations = new ReservationSettings(reader);
        Observability = new ObservabilitySettings(reader);
        Documentation = new DocumentationSettings(reader);
        WaitingRoom = new WaitingRoomSettings(reader);
        ReplacedSettings.Check(reader);
    }

    public ServerSettings Server { get; }

    public DrainSettings Drain { get; }

    public LogSettings Log { get; }

    public RedisSettings Redis { get; }

    public CorsSettings Cors { get; }

    public AuthenticationSettings Authentication { get; }

    public AccountSettings Accounts { get; }

    public IdentitySettings Identity { get; }

    public OperatorSettings Operators { get; }

    public RateLimitSettings RateLimit { get; }

    public BackendSettings Backends { get; }

    public ReservationSettings Reservations { get; }

    public ObservabilitySettings Observability { get; }

    public DocumentationSettings Documentation { get; }

    public WaitingRoomSettings WaitingRoom { get; }

    /// <summary>Every setting, in the order of the pieces, with the default in Production.</summary>
    public static IReadOnlyList<SettingHelp> All()
    {
        var reader = SettingsReader.Of(environmentName: Environments.Production);
        _ = new GatewaySettings(reader);
        return reader.Settings;
    }
}
