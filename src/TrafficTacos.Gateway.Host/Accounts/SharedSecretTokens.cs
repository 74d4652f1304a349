using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// Tokens that are signed with the shared secret (HS256), as the gateway that this one replaces signs them, so that both run side by side
/// during a roll-out. They are of a shop user, whatever their role says, because whoever knows the secret can write one.
/// </summary>
internal sealed class SharedSecretTokens : ITokenValidator
{
    public const string Issuer = "traffic-tacos-gateway";
    public const string Audience = "traffic-tacos-api";

    private const string Algorithm = SecurityAlgorithms.HmacSha256;
    private const string Critical = "crit";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly TokenValidationParameters _rules;
    private readonly SigningCredentials _credentials;
    private readonly SecretCutOff _cutOff;
    private readonly TimeProvider _time;

    public SharedSecretTokens(string secret, SecretCutOff cutOff, TimeProvider time)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        _credentials = new SigningCredentials(key, Algorithm);
        _rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [Algorithm],
            IssuerSigningKey = key,
            ValidateLifetime = false, // below, with the gateway's clock
        };
        _cutOff = cutOff;
        _time = time;
    }

    string ITokenValidator.Name => Issuer;

    /// <summary>The accounts keep their ids when a key takes the place of the secret.</summary>
    UserNamespace ITokenValidator.Namespace => UserNamespace.Accounts;

    /// <summary>A token for an account, with the claims of the gateway that this one replaces.</summary>
    public string Create(Account account)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            Expires = now + AccountTokenFactory.Lifetime,
            SigningCredentials = _credentials,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [TokenValidationRules.Subject] = account.UserId,
                ["user_id"] = account.UserId,
                [AccountTokenFactory.Username] = account.Username,
                [TokenValidationRules.Role] = account.Role,
            },
        });
    }

    public bool IsOfThisKind(string token)
    {
        try
        {
            var unvalidated = new JsonWebToken(token);
            return string.Equals(unvalidated.Issuer, Issuer, StringComparison.Ordinal) && string.Equals(unvalidated.Alg, Algorithm, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    public async ValueTask<IReadOnlyList<Claim>?> ValidateAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid || valid.TryGetHeaderValue<object>(Critical, out _))
            return null;
        // The handler gives the smallest date for a missing time.
        if (valid.IssuedAt == default || valid.ValidTo == default)
            return null;
        DateTimeOffset issued = Utc(valid.IssuedAt), expires = Utc(valid.ValidTo);
        var notBefore = valid.ValidFrom > valid.IssuedAt ? Utc(valid.ValidFrom) : issued;
        if (expires - issued > AccountTokenFactory.Lifetime || !new TokenLifetime(notBefore, expires).Covers(_time.GetUtcNow()))
            return null;
        if (await _cutOff.FindAsync() is { } end && issued > end)
            return null;
        return TokenValidationRules.IsSubject(valid.Subject)
            ? [new Claim(TokenValidationRules.Subject, valid.Subject), new Claim(TokenValidationRules.Role, Account.UserRole)]
            : null;
    }

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);
}
