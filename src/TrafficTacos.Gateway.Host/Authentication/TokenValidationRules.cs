using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>The rules for tokens of any issuer.</summary>
internal static class TokenValidationRules
{
    public const string Subject = "sub";
    public const string Role = "role";

    /// <summary>A subject becomes a user id in keys, calls and records. Identity providers make none longer.</summary>
    private const int MaxSubjectLength = 255;

    /// <summary>Public-key algorithms only: with a symmetric one, an attacker could sign with the public key.</summary>
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    public static TokenValidationParameters For(TokenIssuer issuer, TimeProvider time) => new()
    {
        ValidIssuer = issuer.Name,
        ValidAudience = issuer.Audience,
        ValidAlgorithms = Algorithms,
        TryAllIssuerSigningKeys = false, // the kid names the key
        IssuerSigningKeyResolverUsingConfiguration = (_, token, id, _, keys) => keys is null ? [] : Find(keys.SigningKeys, id, (token as JsonWebToken)?.Alg),
        LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && new TokenLifetime(Utc(notBefore), Utc(end)!.Value).Covers(time.GetUtcNow()),
        NameClaimType = Subject,
        RoleClaimType = Role,
    };

    /// <summary>The key that the token names, of the kind that its algorithm needs: an issuer may have an RSA and an EC key under one
    /// id.</summary>
    private static IEnumerable<SecurityKey> Find(IEnumerable<SecurityKey> keys, string? id, string? algorithm) =>
        keys.Where(key => id is not null && string.Equals(key.KeyId, id, StringComparison.Ordinal)
            && (key is ECDsaSecurityKey) == string.Equals(algorithm, SecurityAlgorithms.EcdsaSha256, StringComparison.Ordinal));

    private static DateTimeOffset? Utc(DateTime? time) => time is { } utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null;

    /// <summary>Whether a token names a user. One without a subject must not pass as anonymous.</summary>
    public static bool IsSubject(string? subject) => subject is { Length: > 0 and <= MaxSubjectLength };
}
