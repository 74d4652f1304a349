using System.Security.Claims;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// Makes user ids of the subjects of tokens. Both namespaces may use one subject for two people, so the subject alone is the user id in
/// one of them, and the other's has the namespace before it. This is the only place that does so: everything behind authentication
/// (queue, limits, idempotency keys, ownership, backends) reads the user id from the claim <c>sub</c> of the request's user.
/// </summary>
/// <param name="bare">The namespace whose subjects are user ids as they are.</param>
internal sealed class UserNamespaces(UserNamespace bare)
{
    private const string AccountsName = "accounts";
    private const string IssuerName = "issuer";
    private const string Separator = ":";

    /// <summary>The namespaces by the names that settings and user ids have for them.</summary>
    public static readonly IReadOnlyDictionary<string, UserNamespace> Names = new Dictionary<string, UserNamespace>(StringComparer.OrdinalIgnoreCase)
    {
        [AccountsName] = UserNamespace.Accounts,
        [IssuerName] = UserNamespace.Issuer,
    };

    private static readonly string[] Prefixes = [AccountsName + Separator, IssuerName + Separator];

    /// <summary>The user id. A subject that looks as if it had a namespace gets its own before it, or it would be that of somebody
    /// else.</summary>
    public string UserId(UserNamespace of, string subject) =>
        of == bare && !Prefixes.Any(prefix => subject.StartsWith(prefix, StringComparison.Ordinal)) ? subject : Prefixes[(int)of] + subject;

    /// <summary>The user of a valid token. Claims are copied, because those of the framework reference the whole token.</summary>
    /// <param name="of">The namespace of the token's subject.</param>
    /// <param name="claims">The token's claims.</param>
    /// <param name="scheme">What authenticated the user.</param>
    /// <param name="issuer">Who issued the claims.</param>
    public ClaimsIdentity Identify(UserNamespace of, IEnumerable<Claim> claims, string scheme, string issuer) => new(
        claims.Select(claim => new Claim(
            claim.Type, claim.Type is TokenValidationRules.Subject ? UserId(of, claim.Value) : claim.Value, claim.ValueType, issuer)),
        scheme, TokenValidationRules.Subject, TokenValidationRules.Role);
}
