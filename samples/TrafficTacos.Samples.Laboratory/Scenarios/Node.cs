using System.Text.Json;

namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>A value of a JSON file, with the line it stands on.</summary>
internal sealed record Node(long Line, object? Value)
{
    public IReadOnlyDictionary<string, Node>? Members => Value as IReadOnlyDictionary<string, Node>;

    public IReadOnlyList<Node>? Items => Value as IReadOnlyList<Node>;

    public static Node Parse(string file, ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            var node = Read(file, text, ref reader);
            reader.Read();
            return node;
        }
        catch (JsonException exception)
        {
            throw new ScenarioException(file, (exception.LineNumber ?? 0) + 1, "this is no JSON here (comments and commas at the end are not allowed)");
        }
    }

    private static Node Read(string file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        var line = LineOf(text, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, Node>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    var at = LineOf(text, reader.TokenStartIndex);
                    reader.Read();
                    if (!members.TryAdd(name, Read(file, text, ref reader)))
                        throw new ScenarioException(file, at, $"\"{name}\" is there twice");
                }

                return new Node(line, members);
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(file, text, ref reader));
                return new Node(line, items);
            case JsonTokenType.Number:
                return new Node(line, reader.TryGetDouble(out var number) ? number : double.NaN);
            case JsonTokenType.String:
                return new Node(line, reader.GetString());
            case JsonTokenType.True or JsonTokenType.False:
                return new Node(line, reader.GetBoolean());
            default:
                return new Node(line, null);
        }
    }

    private static long LineOf(ReadOnlySpan<byte> text, long index) => 1 + text[..(int)index].Count((byte)'\n');
}
