using System.Text.Json;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>A value of a JSON file and its line number, which <see cref="JsonElement"/> does not keep.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Value">A double, string, bool, dictionary or list; null for JSON null.</param>
internal sealed record JsonValueWithLine(long Line, object? Value)
{
    public IReadOnlyDictionary<string, JsonValueWithLine>? Members => Value as IReadOnlyDictionary<string, JsonValueWithLine>;

    public IReadOnlyList<JsonValueWithLine>? Items => Value as IReadOnlyList<JsonValueWithLine>;

    public static JsonValueWithLine Parse(string file, ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            var value = Read(file, text, ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            throw new ScenarioException(file, (exception.LineNumber ?? 0) + 1, "invalid JSON (comments and trailing commas are not allowed)");
        }
    }

    private static JsonValueWithLine Read(string file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        var line = LineOf(text, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonValueWithLine>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    var nameLine = LineOf(text, reader.TokenStartIndex);
                    reader.Read();
                    if (!members.TryAdd(name, Read(file, text, ref reader)))
                        throw new ScenarioException(file, nameLine, $"duplicate name \"{name}\"");
                }

                return new JsonValueWithLine(line, members);
            case JsonTokenType.StartArray:
                var items = new List<JsonValueWithLine>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(file, text, ref reader));
                return new JsonValueWithLine(line, items);
            case JsonTokenType.Number:
                return new JsonValueWithLine(line, reader.TryGetDouble(out var number) ? number : double.NaN);
            case JsonTokenType.String:
                return new JsonValueWithLine(line, reader.GetString());
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonValueWithLine(line, reader.GetBoolean());
            default:
                return new JsonValueWithLine(line, null);
        }
    }

    private static long LineOf(ReadOnlySpan<byte> text, long index) => 1 + text[..(int)index].Count((byte)'\n');
}
