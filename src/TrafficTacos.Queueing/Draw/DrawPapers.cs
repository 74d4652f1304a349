using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>Everything public about one draw but the leaves, which are a file of their own (<see cref="LeafList"/>).</summary>
internal sealed record DrawPapers
{
    public const string Format1 = "tq-draw-papers-1";
    public const int MaxSize = 1 << 20;
    public const int MaxNotes = 10_000;

    [JsonPropertyName("format")]
    public string Format { get; init; } = Format1;

    [JsonPropertyName("state")]
    public required PapersState State { get; init; }

    /// <summary>When each state was reached, in order.</summary>
    [JsonPropertyName("states")]
    public required IReadOnlyList<PapersStep> States { get; init; }

    [JsonPropertyName("announcement")]
    public required DrawAnnouncement Announcement { get; init; }

    [JsonPropertyName("announcement_hash"), JsonConverter(typeof(HexConverter))]
    public required byte[] AnnouncementHash { get; init; }

    /// <summary>How many leaves there are; null before <see cref="PapersState.Rooted"/>.</summary>
    [JsonPropertyName("entries")]
    public int? Entries { get; init; }

    [JsonPropertyName("root"), JsonConverter(typeof(HexConverter))]
    public byte[]? Root { get; init; }

    /// <summary>The round whose randomness decides; null with a secret and before <see cref="PapersState.Rooted"/>.</summary>
    [JsonPropertyName("beacon")]
    public DrawnRound? Beacon { get; init; }

    /// <summary>Null with a beacon and before <see cref="PapersState.Seeded"/>.</summary>
    [JsonPropertyName("secret"), JsonConverter(typeof(HexConverter))]
    public byte[]? Secret { get; init; }

    [JsonPropertyName("seed"), JsonConverter(typeof(HexConverter))]
    public byte[]? Seed { get; init; }

    [JsonPropertyName("abandonment")]
    public DrawAbandonment? Abandonment { get; init; }

    /// <summary>What else everybody may know: whom an operator admitted past the draw, say.</summary>
    [JsonPropertyName("notes")]
    public IReadOnlyList<DrawNote> Notes { get; init => field = value ?? []; } = [];

    /// <summary>What the seed is made of.</summary>
    [JsonIgnore]
    public byte[]? Randomness => Secret ?? Beacon?.Randomness;

    /// <exception cref="FormatException">The text is not the papers of a draw.</exception>
    public static DrawPapers Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxSize)
            throw new FormatException($"Papers have at most {MaxSize} bytes.");
        try
        {
            var papers = JsonSerializer.Deserialize(json, DrawJson.Default.DrawPapers) ?? throw new FormatException("The papers are null.");
            return PapersCheck.MistakeIn(papers) is { } mistake ? throw new FormatException(mistake) : papers;
        }
        catch (JsonException error)
        {
            throw new FormatException("The papers cannot be read: " + error.Message, error);
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DrawJson.Default.DrawPapers);
}

/// <summary>A state and when the draw reached it, by the store's clock.</summary>
internal sealed record PapersStep
{
    [JsonPropertyName("state")]
    public required PapersState State { get; init; }

    [JsonPropertyName("at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long At { get; init; }
}

/// <summary>A round of the beacon: its number from the root on, the rest when it is there.</summary>
internal sealed record DrawnRound
{
    /// <summary>A signature is a point of one of two groups, compressed.</summary>
    public const int SmallSignature = 48;
    public const int LargeSignature = 96;

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("round")]
    public required long Round { get; init; }

    [JsonPropertyName("signature"), JsonConverter(typeof(HexConverter))]
    public byte[]? Signature { get; init; }

    [JsonPropertyName("randomness"), JsonConverter(typeof(HexConverter))]
    public byte[]? Randomness { get; init; }

    /// <summary>The round with this signature, whose hash is the randomness.</summary>
    public static DrawnRound Of(string name, long round, byte[] signature) =>
        new() { Name = name, Round = round, Signature = signature, Randomness = SHA256.HashData(signature) };

    public static bool IsSignature(byte[]? signature) => signature is { Length: SmallSignature or LargeSignature };
}

/// <summary>The end of a draw that was not drawn.</summary>
internal sealed record DrawAbandonment
{
    public const int MaxReason = 280;

    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    [JsonPropertyName("at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long At { get; init; }
}

/// <summary>A remark in the papers.</summary>
internal sealed record DrawNote
{
    public const string AdmittedByOperator = "admitted by an operator";
    public const int MaxText = 280;

    [JsonPropertyName("at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long At { get; init; }

    [JsonPropertyName("text")]
    public required string Text { get; init; }
}
