using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>All whose tokens are accepted.</summary>
internal sealed class TokenIssuerRegistry(IEnumerable<TokenIssuer> issuers)
{
    private const string Critical = "crit";

    private readonly FrozenDictionary<string, TokenIssuer> _issuers = issuers.ToFrozenDictionary(issuer => issuer.Name, StringComparer.Ordinal);

    /// <summary>Whose token this claims to be, or null. Nothing is proven by that: it decides whose keys and rules it has to
    /// stand up to, and no others.</summary>
    public TokenIssuer? Of(string token)
    {
        try
        {
            var claimed = new JsonWebToken(token);
            // What is critical to a token is nothing this gateway knows (RFC 7515, 4.1.11); the framework would pass over it.
            if (claimed.TryGetHeaderValue<object>(Critical, out _))
                return null;
            return claimed.Issuer is { } name ? _issuers.GetValueOrDefault(name) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return null; // no token at all
        }
    }
}
