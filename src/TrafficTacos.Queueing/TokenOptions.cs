namespace TrafficTacos.Queueing;

/// <summary>Keys that sign tokens, and the secret behind entry ids. Without configured ones, gateways that share a Redis
/// agree on random ones there.</summary>
public sealed class TokenOptions
{
    /// <summary>The first key signs; every key is accepted. To rotate: add the new key last everywhere, then move it to the
    /// front, then drop the old one when the last token it signed is over.</summary>
    public IList<SigningKey> SigningKeys { get; set; } = [];

    /// <summary>The secret that turns an identity into an entry id, base64 of at least 32 bytes. It does not rotate: another
    /// secret is another place for everybody who joins again.</summary>
    public string? IdentitySecret { get; set; }
}

/// <summary>One signing key.</summary>
public sealed class SigningKey
{
    /// <summary>Tells keys apart in a token: 1–16 letters or digits.</summary>
    public string Id { get; set; } = "";

    /// <summary>Base64 of at least 32 random bytes: <c>openssl rand -base64 32</c>.</summary>
    public string Secret { get; set; } = "";
}
