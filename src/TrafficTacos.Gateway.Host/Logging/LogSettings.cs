using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>The log.</summary>
internal sealed class LogSettings
{
    private readonly SettingsReader _reader;
    private readonly Setting _level = new("Logging:Level", "LOG_LEVEL", "The lowest level that is logged.");

    public LogSettings(SettingsReader reader)
    {
        _reader = reader;
        _ = reader.Choice(_level, LevelNames.All, "info");
        IsJson = !reader.IsDevelopment;
    }

    /// <summary>Whether a line is JSON, for a log collector, or text, for a developer.</summary>
    public bool IsJson { get; }

    /// <summary>The name of the level as the configuration has it now; null if it has none.</summary>
    public string? LevelName => _reader.Find(_level);
}
