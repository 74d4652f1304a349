using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>What a token has to be, whoever issued it.</summary>
internal static class TokenValidationRules
{
    public const string Subject = "sub";
    public const string Role = "role";

    /// <summary>A subject becomes a user id in keys, calls and records; this is as long as providers make them.</summary>
    private const int LongestSubject = 255;

    /// <summary>Public keys only: a shared secret could be taken for one.</summary>
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    public static TokenValidationParameters For(TokenIssuer issuer, TimeProvider time) => new()
    {
        ValidIssuer = issuer.Name,
        ValidAudience = issuer.Audience,
        ValidAlgorithms = Algorithms,
        TryAllIssuerSigningKeys = false, // the kid names the key, or there is none
        LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && new TokenLifetime(Utc(notBefore), Utc(end)!.Value).Covers(time.GetUtcNow()),
        NameClaimType = Subject,
        RoleClaimType = Role,
    };

    private static DateTimeOffset? Utc(DateTime? time) => time is { } utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null;

    /// <summary>A token that names nobody must not pass for anonymous.</summary>
    public static bool NamesSomebody(string? subject) => subject is { Length: > 0 and <= LongestSubject };
}
