using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>
/// Makes an operator of a bearer token: of the configured issuer, for the operators' audience, with the operators' claim. The framework's
/// JwtBearer scheme validates the token. Those of the gateway's own accounts have another issuer, and those of the shop another audience.
/// </summary>
internal sealed class OperatorTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorSettings settings, TokenIssuerRegistry issuers)
    : BearerTokenHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Before the subject in the name of an operator, because an operator of the file may have the same name.</summary>
    private const string NamePrefix = "issuer:";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        if (header.Count != 1 || !header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || issuers.Find(header[0]![Prefix.Length..].Trim()) is not { Namespace: UserNamespace.Issuer } issuer)
            return Invalid;
        try
        {
            await issuer.GetKeysAsync(Context.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            return KeysUnavailable;
        }

        var result = await Context.AuthenticateAsync(OperatorSchemes.Issuer);
        if (result is not { Succeeded: true, Properties.ExpiresUtc: { } expires }
            || result.Principal.FindFirstValue(TokenValidationRules.Subject) is not { } subject || !TokenValidationRules.IsSubject(subject)
            || RoleOf(result.Principal) is not { } role)
            return Invalid;
        return AuthenticateResult.Success(new AuthenticationTicket(OperatorIdentity.OfToken(NamePrefix + subject, role, expires), Scheme.Name));
    }

    /// <summary>The highest role that the claim names, which may be a list.</summary>
    private OperatorRole? RoleOf(ClaimsPrincipal user) =>
        user.FindAll(settings.Claim!).Select(claim => OperatorRoles.Find(claim.Value)).Max();
}
