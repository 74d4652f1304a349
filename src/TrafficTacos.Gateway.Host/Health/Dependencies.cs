using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The state of what the gateway depends on.</summary>
internal sealed record Dependencies(
    [property: JsonPropertyName("redis"), Description("connected or disconnected; not_used without a Redis.")] string Redis,
    [property: JsonPropertyName("backend_services"), Description("available or unavailable.")] string BackendServices);
