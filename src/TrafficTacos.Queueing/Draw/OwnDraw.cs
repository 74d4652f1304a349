using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>What one visitor learns about their own part in a draw, and nobody else: <c>mine</c> of the answer.</summary>
internal sealed record OwnDraw
{
    [JsonPropertyName("leaf"), JsonConverter(typeof(HexConverter))]
    public required byte[] Leaf { get; init; }

    [JsonPropertyName("salt"), JsonConverter(typeof(HexConverter))]
    public required byte[] Salt { get; init; }

    /// <summary>The entry id, which the waiting token carries, too.</summary>
    [JsonPropertyName("entry"), JsonConverter(typeof(HexConverter))]
    public required byte[] Entry { get; init; }

    /// <summary>Decimal digits, because JavaScript's numbers are doubles.</summary>
    [JsonPropertyName("ticket"), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required long Ticket { get; init; }

    /// <summary>Where the leaf stands in the list, from 0.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    [JsonPropertyName("path")]
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Null before the draw.</summary>
    [JsonPropertyName("draw_number")]
    public int? DrawNumber { get; init; }
}
