using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>A public key of the curve P-256.</summary>
internal sealed record PublicKey(
    [property: JsonPropertyName("kty"), Description("Always EC.")] string KeyType,
    [property: JsonPropertyName("crv"), Description("Always P-256.")] string Curve,
    [property: JsonPropertyName("x"), Description("The point on the curve, base64url.")] string X,
    [property: JsonPropertyName("y"), Description("The point on the curve, base64url.")] string Y,
    [property: JsonPropertyName("kid"), Description("What the header of a token names.")] string KeyId,
    [property: JsonPropertyName("use"), Description("Always sig.")] string Use,
    [property: JsonPropertyName("alg"), Description("Always ES256.")] string Algorithm);
