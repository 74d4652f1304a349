using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Parses a key set (RFC 7517) for the framework's configuration manager. An unchanged document gives the same object, so that a
/// refresh without changes does not invalidate cached tokens.</summary>
internal sealed class KeySetConfigurationRetriever : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    private string? _document;
    private OpenIdConnectConfiguration? _keys;

    /// <summary>The configuration manager never calls this concurrently.</summary>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var document = await retriever.GetDocumentAsync(address, cancel);
        if (_keys is null || !string.Equals(document, _document, StringComparison.Ordinal))
            (_document, _keys) = (document, Parse(document));
        return _keys;
    }

    /// <exception cref="ArgumentException">The document is not a key set, or has no key that could have signed a token.</exception>
    public static OpenIdConnectConfiguration Parse(string document)
    {
        var set = new JsonWebKeySet(document);
        foreach (var key in set.Keys.Where(key => !CanSign(key)).ToArray())
            set.Keys.Remove(key);
        var keys = new OpenIdConnectConfiguration();
        foreach (var key in set.GetSigningKeys())
            keys.SigningKeys.Add(key);
        return keys.SigningKeys.Count > 0 ? keys : throw new ArgumentException("The key set has no key for RS256, ES256 or PS256 with a kid.", nameof(document));
    }

    private static bool CanSign(JsonWebKey key) =>
        key is { Kid.Length: > 0, Kty: JsonWebAlgorithmsKeyTypes.RSA } or { Kid.Length: > 0, Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256 };
}
