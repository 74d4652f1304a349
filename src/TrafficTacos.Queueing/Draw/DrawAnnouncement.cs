using System.Globalization;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// What is public before anybody gathers, and what the seed depends on. Only amendments are added, until the freeze. The opening and the
/// closing are not part of it. Times are microseconds of the store.
/// </summary>
internal sealed record DrawAnnouncement
{
    public const string Tq1 = "tq-draw-1";
    public const string BeaconSource = "beacon";
    public const string SecretSource = "secret";
    public const string OfUsers = "one chance a user";
    public const string OfBrowsers = "one chance a browser, not a person";
    public const int GenerationSize = 16;
    public const int MaxAmendments = 1_000;

    [JsonPropertyName("algorithm")]
    public string Algorithm { get; init; } = Tq1;

    [JsonPropertyName("event_id")]
    public required string EventId { get; init; }

    [JsonPropertyName("generation"), JsonConverter(typeof(HexConverter))]
    public required byte[] Generation { get; init; }

    [JsonPropertyName("gather_at"), JsonConverter(typeof(StoreTimeConverter))]
    public long? GatherAt { get; init; }

    /// <summary>As first announced; <see cref="DrawAtInForce"/> knows the amendments.</summary>
    [JsonPropertyName("draw_at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long DrawAt { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("beacon")]
    public DrawBeacon? Beacon { get; init; }

    /// <summary>The SHA-256 of the secret, where the source is one.</summary>
    [JsonPropertyName("commitment"), JsonConverter(typeof(HexConverter))]
    public byte[]? Commitment { get; init; }

    [JsonPropertyName("identity")]
    public string Identity { get; init; } = OfUsers;

    [JsonPropertyName("amendments")]
    public IReadOnlyList<DrawAmendment> Amendments { get; init; } = [];

    [JsonIgnore]
    public long DrawAtInForce => Amendments is [.., var last] ? last.DrawAt : DrawAt;

    public byte[] Hash() => List().Hash();

    /// <summary>
    /// The length-prefixed list of its texts as they stand in the papers, in this order: algorithm, event_id, generation, gather_at,
    /// draw_at, source, the beacon's name, chain_hash, public_key, scheme, genesis and period, commitment, identity, the number of
    /// amendments, and of each its n, draw_at and made_at. What is absent is an empty text; numbers are decimal digits.
    /// </summary>
    public byte[] CanonicalBytes() => List().Bytes.ToArray();

    private LengthPrefixedList List()
    {
        var list = new LengthPrefixedList()
            .Add(Algorithm).Add(EventId).Add(DrawText.Hex(Generation)).Add(GatherAt is { } gather ? DrawText.Time(gather) : null).Add(DrawText.Time(DrawAt))
            .Add(Source)
            .Add(Beacon?.Name).Add(Beacon is null ? null : DrawText.Hex(Beacon.ChainHash)).Add(Beacon is null ? null : DrawText.Hex(Beacon.PublicKey))
            .Add(Beacon?.Scheme).Add(Digits(Beacon?.Genesis)).Add(Digits(Beacon?.Period))
            .Add(Commitment is null ? null : DrawText.Hex(Commitment)).Add(Identity).Add(Digits(Amendments.Count));
        foreach (var amendment in Amendments)
            list.Add(Digits(amendment.Number)).Add(DrawText.Time(amendment.DrawAt)).Add(DrawText.Time(amendment.MadeAt));
        return list;
    }

    private static string? Digits(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A later time of the draw, set before the freeze. The first has number 1.</summary>
internal sealed record DrawAmendment
{
    [JsonPropertyName("n")]
    public required int Number { get; init; }

    [JsonPropertyName("draw_at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long DrawAt { get; init; }

    [JsonPropertyName("made_at"), JsonConverter(typeof(StoreTimeConverter))]
    public required long MadeAt { get; init; }
}
