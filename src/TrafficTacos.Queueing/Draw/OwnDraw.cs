using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Draw;

/// <summary>What one visitor learns about their own part in a draw, and nobody else: <c>mine</c> of the answer.</summary>
internal sealed record OwnDraw
{
    /// <summary>Enough for a tree of 2^32 leaves.</summary>
    private const int MaxPath = 32;

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

    [JsonIgnore]
    public EntryId EntryId => Tokens.EntryId.Read(Entry);

    /// <summary>Whether every part has its length.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Leaf.Length == DrawLeaf.Size && Salt.Length == DrawLeaf.SaltSize && Entry.Length == Tokens.EntryId.Size && Path.Count <= MaxPath
        && Path.All(hash => hash.Length == 2 * MerkleTree.HashSize && hash.All(char.IsAsciiHexDigitLower));

    /// <summary>Null before the draw.</summary>
    [JsonPropertyName("draw_number")]
    public int? DrawNumber { get; init; }

    public static OwnDraw Of(LeafList leaves, MerkleTree tree, ReadOnlySpan<byte> salt, EntryId entry, long ticket, DrawRanks? ranks)
    {
        var (leaf, id) = (new byte[DrawLeaf.Size], new byte[Tokens.EntryId.Size]);
        DrawLeaf.Write(salt, entry, ticket, leaf);
        entry.Write(id);
        var index = leaves.IndexOf(leaf);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(entry));
        return new OwnDraw
        {
            Leaf = leaf,
            Salt = salt.ToArray(),
            Entry = id,
            Ticket = ticket,
            Index = index,
            Path = [.. tree.PathOf(index).Select(hash => DrawText.Hex(hash))],
            DrawNumber = ranks?.Numbers[index],
        };
    }

    public IReadOnlyList<byte[]> PathBytes() => [.. Path.Select(Convert.FromHexString)];

    /// <summary>Reads the answer of <c>GET /queue/draw?token=</c>, or its member <c>mine</c> alone.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static OwnDraw Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var mine = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("mine", out var member) ? member : root;
            return mine.Deserialize(DrawJson.Default.OwnDraw) ?? throw new FormatException("The answer has no part of a visitor in it.");
        }
        catch (JsonException error)
        {
            throw new FormatException("The answer to a visitor cannot be read: " + error.Message, error);
        }
    }
}
