namespace TrafficTacos.Queueing;

/// <summary>The keys that sign tokens, and the secret behind entry ids. Without configured ones, gateways that share a Redis agree
/// on random ones there.</summary>
public sealed class TokenOptions
{
    /// <summary>The first key signs; every key is accepted. To rotate: add the new key at the end everywhere, then move it to the
    /// front, then remove the old one after the last token that it signed has expired.</summary>
    public IList<SigningKey> SigningKeys { get; set; } = [];

    /// <summary>The secret that turns an identity into an entry id, base64 of at least 32 bytes. It does not rotate: with another
    /// secret, everybody who joins again gets a new place.</summary>
    public string? IdentitySecret { get; set; }
}
