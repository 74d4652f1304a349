using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

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
        var keys = new OpenIdConnectConfiguration();
        var found = KeySetParser.Parse(document, out var skipped);
        foreach (var key in found)
            keys.SigningKeys.Add(key);
        return keys.SigningKeys.Count > 0
            ? keys
            : throw new ArgumentException($"The key set has no key for RS256, ES256 or PS256 with a kid ({string.Join("; ", skipped)}).", nameof(document));
    }
}
