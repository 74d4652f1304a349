using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The documentation of the API in the browser.</summary>
/// <param name="Enabled">Whether it is served. Default true, in every environment: it tells nothing that a client must not know.</param>
internal sealed record DocumentationSettings(bool Enabled)
{
    public const string EnabledKey = "Documentation:Enabled";

    public static DocumentationSettings Read(SettingsReader reader) => new(reader.Flag(EnabledKey, true));
}
