using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>JSON of the system endpoints.</summary>
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(VersionInfo))]
internal sealed partial class SystemJson : JsonSerializerContext;
