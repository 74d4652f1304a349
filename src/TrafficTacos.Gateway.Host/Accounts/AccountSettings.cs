using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The gateway's own accounts.</summary>
/// <param name="SigningKey">The ES256 private key (PEM) that signs their tokens. Null: in Development one is generated and kept in
/// the store; elsewhere there are no accounts.</param>
/// <param name="Enabled">Whether there are accounts at all.</param>
internal sealed record AccountSettings(string? SigningKey, bool Enabled)
{
    public const string SigningKeyKey = "Accounts:SigningKey";
    public const string AcceptedKeysKey = "Accounts:AcceptedKeys";

    private const string Expected = "a private key of the curve P-256 in PEM form (openssl ecparam -name prime256v1 -genkey -noout)";

    /// <summary>Other ES256 keys (PEM, private or public, one each) whose tokens are accepted as well: the next one and the one
    /// of before, while the signing key rotates. Default none.</summary>
    public IReadOnlyList<string> AcceptedKeys { get; init; } = [];

    public static AccountSettings Read(SettingsReader reader, IHostEnvironment environment)
    {
        var key = reader.Text(SigningKeyKey);
        if (key is not null && !KeyText.IsPrivateKey(key))
            reader.Refuse(SigningKeyKey, Expected, mayHoldSecret: true);
        IReadOnlyList<string> accepted = [];
        if (reader.Text(AcceptedKeysKey) is { } text)
        {
            if (!KeyText.TrySplit(text, out accepted))
                reader.Refuse(AcceptedKeysKey, "one or several keys of the curve P-256 in PEM form, public (openssl ec -pubout) or private", mayHoldSecret: true);
            else if (key is null && !environment.IsDevelopment())
                reader.Refuse(SigningKeyKey, $"{Expected}, where {EnvironmentAliases.NameOf(AcceptedKeysKey)} is given: nobody could log in");
        }

        return new AccountSettings(key, key is not null || environment.IsDevelopment()) { AcceptedKeys = accepted };
    }
}
