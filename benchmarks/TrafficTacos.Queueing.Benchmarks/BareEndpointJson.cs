using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Benchmarks;

[JsonSerializable(typeof(BareEndpointResponse))]
internal sealed partial class BareEndpointJson : JsonSerializerContext;
