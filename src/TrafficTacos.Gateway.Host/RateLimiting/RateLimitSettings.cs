using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>How much anybody may ask.</summary>
/// <param name="Enabled">Default true.</param>
/// <param name="PerSecond">Requests a second in the long run, for each user, waiting token or address. Default 50.</param>
/// <param name="Burst">The most that can be saved up. Default 100.</param>
/// <param name="AccountsPerMinute">Calls of login and register a minute, for each address. Default 10, all of them at once if need be.</param>
internal sealed record RateLimitSettings(bool Enabled, int PerSecond, int Burst, int AccountsPerMinute)
{
    public const string EnabledKey = "RateLimit:Enabled";
    public const string PerSecondKey = "RateLimit:RequestsPerSecond";
    public const string BurstKey = "RateLimit:Burst";
    public const string AccountsPerMinuteKey = "RateLimit:AccountsPerMinute";

    public static RateLimitSettings Read(SettingsReader reader) => new(
        reader.Flag(EnabledKey, true),
        reader.Number(PerSecondKey, 50, 1, 1_000_000),
        reader.Number(BurstKey, 100, 1, 1_000_000),
        reader.Number(AccountsPerMinuteKey, 10, 1, 1_000_000));
}
