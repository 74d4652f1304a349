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

    private static readonly Setting JwtSecretSetting =
        new("Accounts:JwtSecret", "JWT_SECRET", "The secret (HS256) of a gateway that this one replaces: its tokens are accepted, and signed if there is no signing key.") { IsSecret = true };

    private const string Secret = "a secret of at least 32 bytes that no example has, such as that of: openssl rand -base64 48";
    private const int MinSecretBytes = 32;

    /// <summary>Parts of secrets in public example files.</summary>
    private static readonly string[] PublicSecrets =
        ["change-me", "changeme", "change_me", "your-secret", "your_secret", "your-256-bit", "super-secret", "supersecret", "secret-key", "jwt-secret", "dev-secret", "example", "placeholder", "replace-me", "test-secret"];

    /// <param name="reader">The settings.</param>
    /// <param name="authentication">The other issuer, if there is one.</param>
    public AccountSettings(SettingsReader reader, AuthenticationSettings authentication)
    {
        SigningKey = reader.Value(SigningKeySetting, PrivateKey, pem => PemKeys.IsPrivateKey(pem) ? pem : null);
        AcceptedKeys = reader.Value(AcceptedKeysSetting, AnyKeys, text => PemKeys.TrySplit(text, out var keys) ? keys : null) ?? [];
        JwtSecret = reader.Value(JwtSecretSetting, Secret, text => IsSecret(text) ? text : null);
        UpgradeHashes = reader.Boolean(
            new("Accounts:UpgradeHashes", "ACCOUNTS_UPGRADE_HASHES", "Replaces bcrypt hashes of DynamoDB at a log-in. Only when no gateway runs that reads them."), false);
        Dynamo = new DynamoSettings(reader);
        Enabled = SigningKey is not null || JwtSecret is not null || reader.IsDevelopment;
        // An invalid key is an error of its own.
        if (reader.Find(SigningKeySetting) is null && reader.Find(JwtSecretSetting) is null && !Enabled)
        {
            if (AcceptedKeys.Count > 0)
                reader.Refuse(SigningKeySetting, $"{PrivateKey}, because {AcceptedKeysSetting} is set and nobody could log in");
            if (authentication.JwksEndpoint is null && reader.Find(AuthenticationSettings.JwksEndpointSetting) is null)
                reader.Refuse(AuthenticationSettings.JwksEndpointSetting, $"the address of a key set, because {SigningKeySetting} is missing too and nobody could log in");
        }

        if (string.Equals(authentication.Issuer, AccountTokenFactory.Issuer, StringComparison.Ordinal)
            || (JwtSecret is not null && string.Equals(authentication.Issuer, SharedSecretTokens.Issuer, StringComparison.Ordinal)))
            reader.Refuse(AuthenticationSettings.IssuerSetting, $"another issuer than {authentication.Issuer}, which is the gateway itself");
        if (JwtSecret is not null)
            reader.Warn($"{JwtSecretSetting}: whoever can check a token with a shared secret can also make one. Set {SigningKeySetting} when no other gateway runs any more; tokens with the secret then end within a day.");
    }

    /// <summary>The ES256 private key in PEM form. Null in Development: one is generated and shared through the store.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Further ES256 keys in PEM form whose tokens are accepted: the next one and the previous one while the signing key
    /// rotates.</summary>
    public IReadOnlyList<string> AcceptedKeys { get; init; }

    /// <summary>The secret of tokens with HS256; null accepts none.</summary>
    public string? JwtSecret { get; init; }

    /// <summary>Whether bcrypt hashes of DynamoDB are replaced at a log-in, and new ones are the framework's.</summary>
    public bool UpgradeHashes { get; init; }

    public DynamoSettings Dynamo { get; init; }

    /// <summary>Whether there are accounts: with a signing key or a secret, or in Development.</summary>
    public bool Enabled { get; init; }

    private static bool IsSecret(string text) =>
        System.Text.Encoding.UTF8.GetByteCount(text) >= MinSecretBytes
        && text.Distinct().Count() > 4
        && !PublicSecrets.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
