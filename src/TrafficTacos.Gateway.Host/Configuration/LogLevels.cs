namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>The short names of log levels.</summary>
internal static class LogLevels
{
    private static readonly Dictionary<string, LogLevel> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["information"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["none"] = LogLevel.None,
    };

    public static void Apply(SettingsReader reader, IConfigurationBuilder configuration)
    {
        if (reader.Choice(HostSettings.LogLevel, Names) is { } level)
            configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", level.ToString())]);
    }
}
