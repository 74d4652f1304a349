using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The documentation of the API.</summary>
internal sealed class DocumentationSettings(SettingsReader reader)
{
    /// <summary>On in every environment: the documentation contains nothing that clients must not know.</summary>
    public bool Enabled { get; init; } = reader.Boolean(new("Documentation:Enabled", null, "Serves the OpenAPI document and its page."), true);
}
