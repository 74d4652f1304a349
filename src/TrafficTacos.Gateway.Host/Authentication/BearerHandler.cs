using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>What the gateway's scheme is told.</summary>
internal sealed class BearerOptions : AuthenticationSchemeOptions
{
    public bool DevelopmentTokens { get; set; }
}

/// <summary>
/// The gateway's scheme. It knows the tokens that were checked before; each other one goes to the framework's JwtBearer scheme
/// of the issuer it claims. No Authorization is anonymous; one that is no valid token of ours is a failure, whatever its kind:
/// whoever sends it means to be somebody, and must not find out later that they were nobody.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<BearerOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenIssuerRegistry issuers, ValidatedTokenCache known)
    : AuthenticationHandler<BearerOptions>(options, logger, encoder)
{
    public const string SchemeName = "Gateway";

    private const string Prefix = "Bearer ";
    private const int LongestToken = 8 * 1024;

    private static readonly Task<AuthenticateResult> Nobody = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly AuthenticateResult Invalid = AuthenticateResult.Fail(GatewayErrors.InvalidToken.Message);
    private static readonly AuthenticateResult KeysAway = AuthenticateResult.Fail(GatewayErrors.IdentityUnavailable.Message);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (StringValues.IsNullOrEmpty(header) || Context.GetEndpoint()?.Metadata.GetMetadata<IgnoresToken>() is not null)
            return Nobody;
        if (header.Count != 1 || !header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header[0]!.Length > LongestToken)
            return Task.FromResult(Invalid);
        var token = header[0].AsSpan(Prefix.Length).Trim();
        var user = (Options.DevelopmentTokens ? DevelopmentTokens.Recognise(token, Request) : null) ?? known.Find(token);
        return user is null ? ValidateAsync(token.ToString()) : Task.FromResult(Success(user));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        var error = result.Failure is null ? ApiErrors.MissingAuthorization
            : ReferenceEquals(result, KeysAway) ? GatewayErrors.IdentityUnavailable
            : GatewayErrors.InvalidToken;
        Response.Headers.CacheControl = "no-store";
        await error.WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiErrors.AccessDenied.WriteAsync(Context);

    private async Task<AuthenticateResult> ValidateAsync(string token)
    {
        if (issuers.Of(token) is not { } issuer)
            return Invalid;
        OpenIdConnectConfiguration keys;
        try
        {
            keys = await issuer.KeysAsync(Context.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            return KeysAway; // there never were any: nobody can say whether the token is good
        }

        var result = await Context.AuthenticateAsync(issuer.Scheme);
        if (result is not { Succeeded: true, Properties.ExpiresUtc: { } expires } || !TokenValidationRules.NamesSomebody(result.Principal.FindFirstValue(TokenValidationRules.Subject)))
            return Invalid;

        // The claims alone: the framework's identity holds on to the whole token.
        var identity = new ClaimsIdentity(
            result.Principal.Claims.Select(claim => new Claim(claim.Type, claim.Value, claim.ValueType, issuer.Name)), issuer.Scheme, TokenValidationRules.Subject, TokenValidationRules.Role);
        // The keys of before the check: if they changed meanwhile, the next request checks again.
        known.Keep(token, new ValidatedToken(identity, new TokenLifetime(result.Properties.IssuedUtc, expires), issuer, keys));
        return Success(new ClaimsPrincipal(identity));
    }

    private AuthenticateResult Success(ClaimsPrincipal user) => AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name));
}
