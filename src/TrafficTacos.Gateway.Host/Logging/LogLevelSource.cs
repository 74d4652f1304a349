using Microsoft.Extensions.Primitives;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>Translates the short level name of the settings into the key that the framework's log filters read, and does so again
/// whenever the configuration changes.</summary>
internal sealed class LogLevelSource : ConfigurationProvider, IConfigurationSource
{
    private const string DefaultLevel = "Logging:LogLevel:Default";

    private readonly LogSettings _settings;

    public LogLevelSource(IConfiguration configuration, LogSettings settings)
    {
        _settings = settings;
        ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (Update())
                OnReload();
        });
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Update();

    /// <summary>Returns whether the level changed. An unknown name leaves the level as it is, because the gateway is running.</summary>
    private bool Update()
    {
        Data.TryGetValue(DefaultLevel, out var before);
        if (_settings.LevelName is not { } name)
            Data.Remove(DefaultLevel);
        else if (LevelNames.All.TryGetValue(name, out var level))
            Data[DefaultLevel] = level.ToString();
        Data.TryGetValue(DefaultLevel, out var now);
        return !string.Equals(before, now, StringComparison.Ordinal);
    }
}
