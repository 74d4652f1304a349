using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>How a scheme of bearer tokens refuses: with the gateway's own errors.</summary>
internal abstract class BearerTokenHandler<TOptions>(IOptionsMonitor<TOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<TOptions>(options, logger, encoder)
    where TOptions : AuthenticationSchemeOptions, new()
{
    protected const string Prefix = "Bearer ";

    protected static AuthenticateResult Invalid { get; } = AuthenticateResult.Fail(GatewayErrors.InvalidToken.Message);

    protected static AuthenticateResult KeysUnavailable { get; } = AuthenticateResult.Fail(GatewayErrors.IdentityUnavailable.Message);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        var error = result.Failure is null ? ApiErrors.MissingAuthorization
            : ReferenceEquals(result, KeysUnavailable) ? GatewayErrors.IdentityUnavailable
            : GatewayErrors.InvalidToken;
        Response.Headers.CacheControl = "no-store";
        await error.WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiErrors.AccessDenied.WriteAsync(Context);
}
