using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>How the gateway ends.</summary>
/// <param name="Delay">How long it goes on serving after it was asked to end, while readiness fails. Longer than a load balancer
/// takes to notice. Default 10 s; 0 in Development, where nobody waits for it.</param>
internal sealed record DrainSettings(TimeSpan Delay)
{
    public const string DelayKey = "Server:DrainDelay";

    /// <summary>What requests that run when the delay is over are given; the framework's own default.</summary>
    public static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static DrainSettings Read(SettingsReader reader, IHostEnvironment environment) =>
        new(reader.Duration(DelayKey, environment.IsDevelopment() ? TimeSpan.Zero : Usual, TimeSpan.Zero, Longest));
}
