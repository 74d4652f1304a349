using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>How papers are written and read: what is absent is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DrawPapers))]
[JsonSerializable(typeof(OwnDraw))]
internal sealed partial class DrawJson : JsonSerializerContext;
