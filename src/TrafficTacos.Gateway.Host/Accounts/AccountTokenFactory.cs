using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Creates the tokens of accounts, with <c>sub</c>, <c>username</c>, <c>role</c>, <c>iss</c>, <c>aud</c>, <c>iat</c>, <c>nbf</c>,
/// <c>exp</c> and <c>jti</c>; or as <see cref="SharedSecretTokens"/> does, if there is no key but a secret.</summary>
internal sealed class AccountTokenFactory(AccountKeySet keys, TimeProvider time, IEnumerable<SharedSecretTokens> secret)
{
    public const string Issuer = "traffictacos-gateway";
    public const string Audience = "traffictacos";
    public const string Username = "username";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async ValueTask<string> CreateAsync(Account account)
    {
        if (await keys.GetSigningKeyAsync() is not { } key)
            return secret.Single().Create(account);
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [TokenValidationRules.Subject] = account.UserId,
                [Username] = account.Username,
                [TokenValidationRules.Role] = account.Role,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
            },
        });
    }
}
