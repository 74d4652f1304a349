using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>A public beacon: every <see cref="Period"/> seconds from <see cref="Genesis"/> on it publishes a random value, by number.</summary>
internal sealed record DrawBeacon
{
    public const string QuicknetName = "quicknet";
    public const string QuicknetChain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

    public const string QuicknetKey =
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";

    public const string QuicknetScheme = "bls-unchained-g1-rfc9380";
    public const long QuicknetGenesis = 1_692_803_367;
    public const int QuicknetPeriod = 3;

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("chain_hash"), JsonConverter(typeof(HexConverter))]
    public required byte[] ChainHash { get; init; }

    [JsonPropertyName("public_key"), JsonConverter(typeof(HexConverter))]
    public required byte[] PublicKey { get; init; }

    [JsonPropertyName("scheme")]
    public required string Scheme { get; init; }

    /// <summary>When round 1 appears, in seconds since 1970.</summary>
    [JsonPropertyName("genesis")]
    public required long Genesis { get; init; }

    /// <summary>In seconds.</summary>
    [JsonPropertyName("period")]
    public required int Period { get; init; }

    /// <summary>Whether this is drand's quicknet: true if all of it is, false if it calls itself so and is another, null for another beacon.</summary>
    [JsonIgnore]
    public bool? IsQuicknet
    {
        get
        {
            var (name, chain, key) = (Name.Equals(QuicknetName, StringComparison.OrdinalIgnoreCase), Is(ChainHash, QuicknetChain), Is(PublicKey, QuicknetKey));
            if (!name && !chain && !key)
                return null;
            return name && chain && key && Scheme is QuicknetScheme && Genesis == QuicknetGenesis && Period == QuicknetPeriod;
        }
    }

    private static bool Is(byte[] bytes, string hex) => DrawText.Hex(bytes).Equals(hex, StringComparison.Ordinal);
}
