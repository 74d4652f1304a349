using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>How the gateway shuts down.</summary>
internal sealed class DrainSettings(SettingsReader reader)
{
    /// <summary>The time that requests have which still run after the delay: the framework's default.</summary>
    public static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(5);

    /// <summary>The time between SIGTERM and the end of the server. Longer than a load balancer needs to notice that the gateway is not
    /// ready. Default 10 s; 0 in Development, which has no load balancer.</summary>
    public TimeSpan Delay { get; init; } = reader.Duration(
        new("Server:DrainDelay", "SERVER_DRAIN_DELAY", "The time for which the gateway still serves after SIGTERM, while /readyz is 503. 0 in Development."),
        reader.IsDevelopment ? TimeSpan.Zero : DefaultDelay,
        TimeSpan.Zero,
        MaxDelay);
}
