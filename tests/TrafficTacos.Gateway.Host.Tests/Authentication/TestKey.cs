using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>A signing key of a made-up issuer, and tokens by hand: also those that no library would write.</summary>
internal sealed class TestKey
{
    private readonly Func<byte[], byte[]> _sign;
    private RSA? _rsa;

    private TestKey(string id, string algorithm, object jwk, byte[] publicBytes, Func<byte[], byte[]> sign)
    {
        (Id, Algorithm, Jwk, PublicBytes, _sign) = (id, algorithm, jwk, publicBytes, sign);
    }

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>As the key set shows it.</summary>
    public object Jwk { get; }

    /// <summary>What somebody who tries the public key as a shared secret would use.</summary>
    public byte[] PublicBytes { get; }

    public static TestKey Rsa(string id, string algorithm = "RS256") => Rsa(id, algorithm, RSA.Create(2048));

    /// <summary>The same key, used in another way.</summary>
    public TestKey With(string algorithm) => Rsa(Id, algorithm, _rsa!);

    private static TestKey Rsa(string id, string algorithm, RSA key)
    {
        var parameters = key.ExportParameters(false);
        var padding = algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var hash = algorithm.EndsWith("512", StringComparison.Ordinal) ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        return new TestKey(
            id, algorithm, new { kty = "RSA", kid = id, use = "sig", n = Text(parameters.Modulus!), e = Text(parameters.Exponent!) },
            Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), data => key.SignData(data, hash, padding))
        {
            _rsa = key,
        };
    }

    public static TestKey Ec(string id) => Ec(id, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static TestKey Ec(string id, ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new TestKey(
            id, "ES256", new { kty = "EC", crv = "P-256", kid = id, use = "sig", x = Text(point.X!), y = Text(point.Y!) },
            Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), data => key.SignData(data, HashAlgorithmName.SHA256));
    }

    public static string KeySet(params TestKey[] keys) => JsonSerializer.Serialize(new { keys = keys.Select(key => key.Jwk) });

    public string Sign(object claims, object? header = null) =>
        Write(header ?? new { alg = Algorithm, kid = Id, typ = "JWT" }, claims, _sign);

    /// <summary>Signed with bytes that everybody has.</summary>
    public string SignAsIfShared(object claims) =>
        Write(new { alg = "HS256", kid = Id, typ = "JWT" }, claims, data => HMACSHA256.HashData(PublicBytes, data));

    public string Unsigned(object claims, string algorithm = "none") => Write(new { alg = algorithm, kid = Id, typ = "JWT" }, claims, _ => []);

    private static string Write(object header, object claims, Func<byte[], byte[]> sign)
    {
        var text = Text(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Text(JsonSerializer.SerializeToUtf8Bytes(claims));
        return text + "." + Text(sign(Encoding.ASCII.GetBytes(text)));
    }

    private static string Text(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
}
