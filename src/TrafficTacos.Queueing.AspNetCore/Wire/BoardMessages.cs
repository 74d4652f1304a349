using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>200 of board.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record BoardResponse(
    [property: JsonPropertyName("event_id"), Description("The event.")] string EventId,
    [property: JsonPropertyName("as_of"), Description("When it was made.")] DateTimeOffset AsOf,
    [property: JsonPropertyName("phase"), Description("scheduled, gathering, open or closed: nobody enters before open.")] string Phase,
    [property: JsonPropertyName("mode"), Description(JoinResponse.ModeDescription)] string Mode,
    [property: JsonPropertyName("queue_length"), Description("Visitors in the queue.")] long QueueLength,
    [property: JsonPropertyName("admission_rate_per_sec"), Description("How many are let in a second at most.")] double AdmissionRatePerSec,
    [property: JsonPropertyName("shoppers_full"), Description("Whether nobody may enter at the moment because the shop is full.")] bool ShoppersFull,
    [property: JsonPropertyName("points"), Description("At most 64, in the order of the queue. Each: the key of the place as text, its position, how many positions a place between this point and the next may stand from the straight line between them, estimated seconds until ready (median), and the same at the 90th percentile.")] IReadOnlyList<BoardRow> Points)
{
    /// <summary>From when visitors may enter.</summary>
    [JsonPropertyName("opens_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may enter.")]
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>What the operator says.</summary>
    [JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What the operator says to everybody who waits.")]
    public string? Message { get; init; }

    /// <summary>The same in other languages.</summary>
    [JsonPropertyName("message_translations"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The same in other languages, by their tag.")]
    public IReadOnlyDictionary<string, string>? MessageTranslations { get; init; }
}

/// <summary>A point of a board, on the wire an array: names would be half of it.</summary>
[JsonConverter(typeof(BoardRowConverter))]
internal sealed record BoardRow(string Key, long Position, long Error, long EtaSec, long EtaP90Sec);

internal sealed class BoardRowConverter : JsonConverter<BoardRow>
{
    public override BoardRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var row = JsonDocument.ParseValue(ref reader);
        var values = row.RootElement;
        return new BoardRow(values[0].GetString()!, values[1].GetInt64(), values[2].GetInt64(), values[3].GetInt64(), values[4].GetInt64());
    }

    public override void Write(Utf8JsonWriter writer, BoardRow value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Key);
        writer.WriteNumberValue(value.Position);
        writer.WriteNumberValue(value.Error);
        writer.WriteNumberValue(value.EtaSec);
        writer.WriteNumberValue(value.EtaP90Sec);
        writer.WriteEndArray();
    }

    /// <summary>A key is beyond what a number of JavaScript holds.</summary>
    public static string? TextOf(long? key) => key?.ToString(CultureInfo.InvariantCulture);
}
