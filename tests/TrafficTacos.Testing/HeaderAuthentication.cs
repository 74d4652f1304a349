using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Testing;

/// <summary>Whoever sends <see cref="Shop.UserHeader"/> is that user, as if a token had said so.</summary>
internal sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Name = "Header";

    public static void Add(IServiceCollection services) =>
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(Name, null);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Shop.User(Context) is { } user
        ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], Name)), Name))
        : AuthenticateResult.NoResult());
}
