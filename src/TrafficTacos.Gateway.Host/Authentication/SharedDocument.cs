using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>A key set as it lies in Redis.</summary>
/// <param name="FetchedAt">When a gateway had it from the issuer.</param>
/// <param name="Document">The issuer's own words.</param>
internal sealed record SharedDocument(
    [property: JsonPropertyName("fetched_at")] DateTimeOffset FetchedAt,
    [property: JsonPropertyName("document")] string Document)
{
    /// <summary>Long after it is due: a gateway that starts while the issuer is down has keys all the same.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(2);

    public string Write() => JsonSerializer.Serialize(this, KeySetJson.Default.SharedDocument);

    public static SharedDocument? Read(string? text) => text is null ? null : JsonSerializer.Deserialize(text, KeySetJson.Default.SharedDocument);
}

[JsonSerializable(typeof(SharedDocument))]
internal sealed partial class KeySetJson : JsonSerializerContext;
