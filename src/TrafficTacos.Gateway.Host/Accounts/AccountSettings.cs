using System.Security.Cryptography;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The gateway's own accounts.</summary>
/// <param name="SigningKey">The ES256 private key (PEM) that signs their tokens. Null: in Development one is generated and kept in
/// the store; elsewhere there are no accounts.</param>
/// <param name="Enabled">Whether there are accounts at all.</param>
internal sealed record AccountSettings(string? SigningKey, bool Enabled)
{
    public const string SigningKeyKey = "Accounts:SigningKey";

    public static AccountSettings Read(SettingsReader reader, IHostEnvironment environment)
    {
        var key = reader.Text(SigningKeyKey);
        if (key is not null && !IsKey(key))
            reader.Refuse(SigningKeyKey, "a private key of the curve P-256 in PEM form (openssl ecparam -name prime256v1 -genkey -noout)", mayHoldSecret: true);
        return new AccountSettings(key, key is not null || environment.IsDevelopment());
    }

    private static bool IsKey(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(true);
            return parameters.D is not null && string.Equals(parameters.Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
