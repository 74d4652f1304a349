using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// The gateway's authentication scheme. It accepts tokens that it has validated before, and sends every other token to the framework's
/// JwtBearer scheme of the issuer that the token names. A request without <c>Authorization</c> is anonymous. One with an invalid
/// <c>Authorization</c> of any kind fails, because its client does not want to be anonymous.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<BearerOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenIssuerRegistry issuers, ValidatedTokenCache validated,
    IEnumerable<ITokenValidator> validators, UserNamespaces users)
    : BearerTokenHandler<BearerOptions>(options, logger, encoder)
{
    public const string SchemeName = "Gateway";

    private static readonly Task<AuthenticateResult> Anonymous = Task.FromResult(AuthenticateResult.NoResult());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0 || Context.GetEndpoint()?.Metadata.GetMetadata<IgnoreBearerTokenMetadata>() is not null)
            return Anonymous;
        if (header.Count != 1 || !header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(Invalid);
        var token = header[0].AsSpan(Prefix.Length).Trim();
        var user = (Options.DevelopmentTokens ? DevelopmentTokens.Find(token, Request) : null) ?? validated.Find(token);
        return user is null ? ValidateAsync(token.ToString()) : Task.FromResult(Success(user));
    }

    private async Task<AuthenticateResult> ValidateAsync(string token)
    {
        foreach (var validator in validators)
        {
            if (validator.IsOfThisKind(token))
                return await validator.ValidateAsync(token) is { } claims
                    ? Success(new ClaimsPrincipal(users.Identify(validator.Namespace, claims, validator.Name, validator.Name)))
                    : Invalid;
        }

        if (issuers.Find(token) is not { } issuer)
            return Invalid;
        OpenIdConnectConfiguration keys;
        try
        {
            keys = await issuer.GetKeysAsync(Context.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            return KeysUnavailable; // the issuer's keys were never loaded, so no token can be validated
        }

        var result = await Context.AuthenticateAsync(issuer.Scheme);
        if (result is not { Succeeded: true, Properties.ExpiresUtc: { } expires } || !TokenValidationRules.IsSubject(result.Principal.FindFirstValue(TokenValidationRules.Subject)))
            return Invalid;

        var identity = users.Identify(issuer.Namespace, result.Principal.Claims, issuer.Scheme, issuer.Name);
        // The keys from before the validation. If they changed in between, the next request validates the token again.
        validated.Add(token, new ValidatedToken(identity, new TokenLifetime(result.Properties.IssuedUtc, expires), issuer, keys));
        return Success(new ClaimsPrincipal(identity));
    }

    private AuthenticateResult Success(ClaimsPrincipal user) => AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name));
}
