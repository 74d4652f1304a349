using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The body of /version.</summary>
internal sealed record VersionInfo(
    [property: JsonPropertyName("service"), Description("What this is.")] string Service,
    [property: JsonPropertyName("version"), Description("The release.")] string Version,
    [property: JsonPropertyName("commit"), Description("What it was built from.")] string Commit,
    [property: JsonPropertyName("runtime"), Description("The version of .NET.")] string Runtime);
