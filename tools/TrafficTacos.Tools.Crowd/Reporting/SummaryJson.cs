using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
