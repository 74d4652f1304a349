using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The body of /healthz.</summary>
internal sealed record Liveness(
    [property: JsonPropertyName("status"), Description("Always healthy.")] string Status,
    [property: JsonPropertyName("timestamp"), Description("The gateway's clock.")] DateTimeOffset Timestamp);
