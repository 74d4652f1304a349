using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Stands for the application's log-in: whose cookie says "role.name" is that operator.</summary>
internal sealed class ConsoleAccounts(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Cookie = "operator";
    public const string ViewPolicy = "sale-view";
    public const string ChangePolicy = "sale-change";

    private const string Name = "Cookie";

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, ConsoleAccounts>(Name, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(ViewPolicy, policy => policy.RequireRole("viewer", "operator"))
            .AddPolicy(ChangePolicy, policy => policy.RequireRole("operator"));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Cookies[Cookie]?.Split('.', 2) is [var role, var name]
        ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new("sub", name), new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)], Name)), Name))
        : AuthenticateResult.NoResult());
}
