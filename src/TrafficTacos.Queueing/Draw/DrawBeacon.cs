using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>A public beacon: every <see cref="Period"/> seconds from <see cref="Genesis"/> on it publishes a random value, by number.</summary>
internal sealed record DrawBeacon
{
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

    public static DrawBeacon Of(BeaconOptions options) => new()
    {
        Name = options.Name,
        ChainHash = Convert.FromHexString(options.ChainHash),
        PublicKey = Convert.FromHexString(options.PublicKey),
        Scheme = options.Scheme,
        Genesis = options.Genesis,
        Period = (int)options.Period.TotalSeconds,
    };

    /// <summary>Of a key in one of the two groups the signatures are in the other.</summary>
    [JsonIgnore]
    public int SignatureSize => PublicKey.Length == DrawnRound.SmallSignature ? DrawnRound.LargeSignature : DrawnRound.SmallSignature;

    /// <summary>Whether this is drand's quicknet: true if all of it is, false if it calls itself so and is another, null for another beacon.</summary>
    [JsonIgnore]
    public bool? IsQuicknet
    {
        get
        {
            var (name, chain, key) = (Name.Equals(BeaconOptions.QuicknetName, StringComparison.OrdinalIgnoreCase), Is(ChainHash, BeaconOptions.QuicknetChain), Is(PublicKey, BeaconOptions.QuicknetKey));
            if (!name && !chain && !key)
                return null;
            return name && chain && key && Scheme is BeaconOptions.QuicknetScheme && Genesis == BeaconOptions.QuicknetGenesis && Period == BeaconOptions.QuicknetPeriod;
        }
    }

    private static bool Is(byte[] bytes, string hex) => DrawText.Hex(bytes).Equals(hex, StringComparison.Ordinal);
}
