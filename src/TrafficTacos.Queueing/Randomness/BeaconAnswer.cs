using System.Text.Json.Serialization;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Randomness;

/// <summary>What a beacon answers to <c>GET {base}/{chain hash}/public/{round}</c>, as far as a draw needs it.</summary>
internal sealed record BeaconAnswer
{
    [JsonPropertyName("round")]
    public required long Round { get; init; }

    [JsonPropertyName("randomness"), JsonConverter(typeof(HexConverter))]
    public required byte[] Randomness { get; init; }

    [JsonPropertyName("signature"), JsonConverter(typeof(HexConverter))]
    public required byte[] Signature { get; init; }
}

/// <summary>What was learned about a round.</summary>
/// <param name="Round">The round, if two sources agree on it.</param>
/// <param name="Troubles">What is wrong with single addresses, or with all together. Not with each of them is there a round.</param>
internal sealed record BeaconFetch(DrawnRound? Round, IReadOnlyList<string> Troubles);

[JsonSerializable(typeof(BeaconAnswer))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
internal sealed partial class BeaconJson : JsonSerializerContext;
