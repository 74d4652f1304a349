using Microsoft.Extensions.Primitives;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>The short names of log levels, and the one that holds. It follows the configuration while the host runs.</summary>
internal static class LogLevels
{
    private const string Default = "Logging:LogLevel:Default";

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
        _ = reader.Choice(HostSettings.LogLevel, Names);
        configuration.Add(new LevelSource((IConfiguration)configuration));
    }

    /// <summary>Turns the short name, whenever it changes, into what the framework's filters read.</summary>
    private sealed class LevelSource : ConfigurationProvider, IConfigurationSource
    {
        private readonly IConfiguration _settings;

        public LevelSource(IConfiguration settings)
        {
            _settings = settings;
            ChangeToken.OnChange(settings.GetReloadToken, () =>
            {
                if (Read())
                    OnReload();
            });
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load() => Read();

        /// <summary>Whether anything changed. A name that is none leaves the level as it was: the host runs.</summary>
        private bool Read()
        {
            Data.TryGetValue(Default, out var before);
            var text = _settings[HostSettings.LogLevel];
            if (string.IsNullOrEmpty(text))
                Data.Remove(Default);
            else if (Names.TryGetValue(text, out var level))
                Data[Default] = level.ToString();
            Data.TryGetValue(Default, out var now);
            return !string.Equals(before, now, StringComparison.Ordinal);
        }
    }
}
