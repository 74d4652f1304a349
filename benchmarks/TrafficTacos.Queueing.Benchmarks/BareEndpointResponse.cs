using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Benchmarks;

internal sealed record BareEndpointResponse([property: JsonPropertyName("count")] long Count);
