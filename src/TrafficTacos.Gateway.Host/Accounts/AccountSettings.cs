using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The gateway's own accounts.</summary>
internal sealed class AccountSettings
{
    private const string PrivateKey = "a private key of the curve P-256 in PEM form (openssl ecparam -name prime256v1 -genkey -noout)";
    private const string AnyKeys = "one or several keys of the curve P-256 in PEM form, public (openssl ec -pubout) or private";

    private static readonly Setting SigningKeySetting =
        new("Accounts:SigningKey", "ACCOUNTS_SIGNING_KEY", "The key that signs the tokens of the gateway's own accounts.") { IsSecret = true };

    private static readonly Setting AcceptedKeysSetting =
        new("Accounts:AcceptedKeys", "ACCOUNTS_ACCEPTED_KEYS", "Further keys whose tokens are accepted, while the signing key rotates.") { IsSecret = true };

    /// <param name="reader">The settings.</param>
    /// <param name="authentication">The other issuer, if there is one.</param>
    public AccountSettings(SettingsReader reader, AuthenticationSettings authentication)
    {
        SigningKey = reader.Value(SigningKeySetting, PrivateKey, pem => PemKeys.IsPrivateKey(pem) ? pem : null);
        AcceptedKeys = reader.Value(AcceptedKeysSetting, AnyKeys, text => PemKeys.TrySplit(text, out var keys) ? keys : null) ?? [];
        Enabled = SigningKey is not null || reader.IsDevelopment;
        // An invalid key is an error of its own.
        if (reader.Find(SigningKeySetting) is null && !Enabled)
        {
            if (AcceptedKeys.Count > 0)
                reader.Refuse(SigningKeySetting, $"{PrivateKey}, because {AcceptedKeysSetting} is set and nobody could log in");
            if (authentication.JwksEndpoint is null && reader.Find(AuthenticationSettings.JwksEndpointSetting) is null)
                reader.Refuse(AuthenticationSettings.JwksEndpointSetting, $"the address of a key set, because {SigningKeySetting} is missing too and nobody could log in");
        }

        if (string.Equals(authentication.Issuer, AccountTokenFactory.Issuer, StringComparison.Ordinal))
            reader.Refuse(AuthenticationSettings.IssuerSetting, $"another issuer than {AccountTokenFactory.Issuer}, which is the gateway itself");
    }

    /// <summary>The ES256 private key in PEM form. Null in Development: one is generated and shared through the store.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Further ES256 keys in PEM form whose tokens are accepted: the next one and the previous one while the signing key
    /// rotates.</summary>
    public IReadOnlyList<string> AcceptedKeys { get; init; }

    /// <summary>Whether there are accounts: with a signing key, or in Development.</summary>
    public bool Enabled { get; init; }
}
