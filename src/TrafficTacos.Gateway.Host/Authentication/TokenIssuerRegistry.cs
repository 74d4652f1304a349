using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>All issuers whose tokens are accepted.</summary>
internal sealed class TokenIssuerRegistry(IEnumerable<TokenIssuer> issuers)
{
    private const string Critical = "crit";

    private readonly FrozenDictionary<string, TokenIssuer> _issuers = issuers.ToFrozenDictionary(issuer => issuer.Name, StringComparer.Ordinal);

    /// <summary>The issuer that the token names, or null. This proves nothing: it only selects the keys and rules to validate the token
    /// with.</summary>
    public TokenIssuer? Find(string token)
    {
        try
        {
            var unvalidated = new JsonWebToken(token);
            // The gateway supports no critical header (RFC 7515, 4.1.11). The framework would ignore it.
            if (unvalidated.TryGetHeaderValue<object>(Critical, out _))
                return null;
            return unvalidated.Issuer is { } name ? _issuers.GetValueOrDefault(name) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return null; // not a token
        }
    }
}
