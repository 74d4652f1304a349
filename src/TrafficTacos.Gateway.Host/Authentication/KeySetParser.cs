using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Reads a key set (RFC 7517) key by key. Issuers publish keys of other kinds, and members in other forms, beside good keys: what
/// cannot be used is left out and named, and everything else counts.</summary>
internal static class KeySetParser
{
    private const string Encryption = "enc";

    /// <param name="document">The document.</param>
    /// <param name="skipped">What is left out and why, for the log.</param>
    /// <exception cref="ArgumentException">The document is not a key set.</exception>
    public static IReadOnlyList<SecurityKey> Parse(string document, out IReadOnlyList<string> skipped)
    {
        var keys = new List<SecurityKey>();
        var reasons = new List<string>();
        skipped = reasons;
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
                throw new ArgumentException("The document has no array 'keys'.", nameof(document));
            foreach (var (index, key) in list.EnumerateArray().Index())
            {
                var (read, reason) = Read(key);
                if (read is not null)
                    keys.Add(read);
                else
                    reasons.Add($"key {index}: {reason}");
            }
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The document is not JSON.", nameof(document), exception);
        }

        return keys;
    }

    private static (SecurityKey? Key, string? Reason) Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object)
            return (null, "not an object");
        if (Text(key, JsonWebKeyParameterNames.Kid) is not { Length: > 0 } id)
            return (null, "no kid");
        if (Text(key, JsonWebKeyParameterNames.Use) is Encryption)
            return (null, "for encryption");
        try
        {
            return Text(key, JsonWebKeyParameterNames.Kty) switch
            {
                JsonWebAlgorithmsKeyTypes.RSA => (new RsaSecurityKey(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }) { KeyId = id }, null),
                JsonWebAlgorithmsKeyTypes.EllipticCurve when Text(key, "crv") is JsonWebKeyECTypes.P256 => (new ECDsaSecurityKey(Ec(key)) { KeyId = id }, null),
                _ => (null, "not for RS256, ES256 or PS256"),
            };
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentException)
        {
            return (null, "not readable");
        }
    }

    private static ECDsa Ec(JsonElement key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
    });

    private static byte[] Bytes(JsonElement key, string member) =>
        Text(key, member) is { Length: > 0 } text ? Base64UrlEncoder.DecodeBytes(text) : throw new FormatException($"{member} is not a text.");

    private static string? Text(JsonElement key, string member) =>
        key.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
