using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The body of /readyz.</summary>
internal sealed record Readiness(
    [property: JsonPropertyName("status"), Description("ready or not_ready.")] string Status,
    [property: JsonPropertyName("dependencies"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Dependencies? Dependencies,
    [property: JsonPropertyName("failing"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What is missing, by name.")] IReadOnlyList<string>? Failing,
    [property: JsonPropertyName("findings"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What is not as it should be in Redis, also what does not make the gateway unready.")] IReadOnlyList<Finding>? Findings = null);
