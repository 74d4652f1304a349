using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>A key that signs the accounts' tokens, and what is published of it.</summary>
internal sealed class AccountKey
{
    public AccountKey(string pem)
    {
        Pem = pem;
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint()); // RFC 7638
        Credentials = new SigningCredentials(security, SecurityAlgorithms.EcdsaSha256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        KeySet = new KeySetResponse([new PublicKey(
            JsonWebAlgorithmsKeyTypes.EllipticCurve, JsonWebKeyECTypes.P256, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y),
            security.KeyId, JsonWebKeyUseNames.Sig, SecurityAlgorithms.EcdsaSha256)]);
        Document = JsonSerializer.Serialize(KeySet, AccountJson.Default.KeySetResponse);
    }

    public string Pem { get; }

    public SigningCredentials Credentials { get; }

    public KeySetResponse KeySet { get; }

    /// <summary>The key set as text: this gateway checks its own tokens with what it publishes.</summary>
    public string Document { get; }

    public static AccountKey Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new AccountKey(key.ExportPkcs8PrivateKeyPem());
    }
}
