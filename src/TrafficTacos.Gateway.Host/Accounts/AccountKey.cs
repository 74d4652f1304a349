using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>A key for the accounts' tokens. A private one signs tokens; a public one validates them.</summary>
internal sealed class AccountKey
{
    /// <param name="pem">A key of the curve P-256, private or public.</param>
    public AccountKey(string pem)
    {
        Pem = pem;
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint()); // RFC 7638
        Credentials = new SigningCredentials(security, SecurityAlgorithms.EcdsaSha256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = new PublicKey(
            JsonWebAlgorithmsKeyTypes.EllipticCurve, JsonWebKeyECTypes.P256, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y),
            security.KeyId, JsonWebKeyUseNames.Sig, SecurityAlgorithms.EcdsaSha256);
    }

    public string Pem { get; }

    public SigningCredentials Credentials { get; }

    /// <summary>The part that is published.</summary>
    public PublicKey Public { get; }

    public static AccountKey Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new AccountKey(key.ExportPkcs8PrivateKeyPem());
    }
}
