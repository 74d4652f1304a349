using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>The one spelling of times and bytes in the papers. The announcement's hash is that of its texts, so another spelling is refused.</summary>
internal static class DrawText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <param name="microseconds">Since 1970, as the store counts.</param>
    public static string Time(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public static bool TryReadTime(string? text, out long microseconds)
    {
        var read = DateTimeOffset.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        microseconds = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return read;
    }
}

/// <summary>Bytes as lower-case hexadecimal digits.</summary>
internal sealed class HexConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        if (text.Length == 0 || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigitLower))
            throw new JsonException("Bytes are an even number of lower-case hexadecimal digits.");
        return Convert.FromHexString(text);
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(DrawText.Hex(value));
}

/// <summary>Microseconds of the store's clock as a time in UTC.</summary>
internal sealed class StoreTimeConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DrawText.TryReadTime(reader.GetString(), out var time)
            ? time
            : throw new JsonException("A time is written like 2026-12-01T10:00:00.000000Z.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteStringValue(DrawText.Time(value));
}
