using TrafficTacos.Gateway.Host;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The host's settings in Development, but without its public development tokens.</summary>
internal static class HostSettings
{
    /// <exception cref="ArgumentException">The host would refuse a value.</exception>
    public static GatewaySettings Of(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Authentication:DevelopmentTokens", "false"), .. values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))])
            .Build();
        var reader = SettingsReader.Of(configuration);
        var settings = new GatewaySettings(reader);
        return reader.Errors.Count == 0 ? settings : throw new ArgumentException(string.Join(Environment.NewLine, reader.Errors), nameof(values));
    }
}
