using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Who sends a request.</summary>
internal static class AuthenticationSetup
{
    private const string IssuerScheme = "Issuer";
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    public static void AddGatewayAuthentication(this IServiceCollection services, AuthenticationSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ValidatedTokenCache(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenIssuerRegistry>();
        services.AddAuthorization();
        services.AddAuthentication(BearerHandler.SchemeName)
            .AddScheme<BearerOptions, BearerHandler>(BearerHandler.SchemeName, options => options.DevelopmentTokens = settings.DevelopmentTokens);
        if (settings.JwksEndpoint is not { } endpoint)
            return;

        services.AddHttpClient(SharedKeySetRetriever.Client, client => client.MaxResponseContentBufferSize = SharedKeySetRetriever.LargestDocument).RemoveAllLoggers();
        services.AddTokenIssuer(IssuerScheme, provider => new TokenIssuer(
            IssuerScheme, settings.Issuer!, settings.Audience!, endpoint.AbsoluteUri,
            new SharedKeySetRetriever(
                provider.GetRequiredService<IHttpClientFactory>(), provider.GetService<GatewayRedis>(), provider.GetRequiredService<TimeProvider>(),
                settings.CacheTime, provider.GetRequiredService<ILogger<SharedKeySetRetriever>>()),
            settings.CacheTime, provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Accepts one more issuer's tokens, by the framework's JwtBearer handler under a scheme of its own.</summary>
    public static void AddTokenIssuer(this IServiceCollection services, string scheme, Func<IServiceProvider, TokenIssuer> create)
    {
        services.AddKeyedSingleton(scheme, (provider, _) => create(provider));
        services.AddSingleton(provider => provider.GetRequiredKeyedService<TokenIssuer>(scheme));
        new AuthenticationBuilder(services).AddJwtBearer(scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(scheme).Configure<IServiceProvider, TimeProvider>((options, provider, time) =>
        {
            var issuer = provider.GetRequiredKeyedService<TokenIssuer>(scheme);
            options.ConfigurationManager = new IssuerConfigurationManager(issuer);
            options.TokenValidationParameters = TokenValidationRules.For(issuer, time);
            options.MapInboundClaims = false; // sub stays sub
            options.RefreshOnIssuerKeyNotFound = false; // the token handler has asked already
            options.SaveToken = false;
        });
    }

    /// <summary>Finds out who asks, where a request names anybody. Whoever waits without a login is nobody, and the framework's way to
    /// that answer is a handler of its own for each poll.</summary>
    public static void UseGatewayAuthentication(this IApplicationBuilder app)
    {
        // Else WebApplication would put the middleware in front for all: it looks for the mark that UseAuthentication leaves, and a
        // branch leaves it on the branch. Should the mark be called otherwise one day, everybody is looked at once more, and no worse.
        app.Properties[AuthenticationIsSet] = true;
        app.UseWhen(HasAuthorization, named => named.UseAuthentication());
    }

    /// <summary>Refuses a token that is none, on anonymous endpoints too, and whoever may not do what they ask. Behind the rate
    /// limit, so that a refusal counts; whether a token is good the limit itself has to know, to tell whose request it is.</summary>
    public static void UseGatewayAuthorization(this IApplicationBuilder app)
    {
        app.UseWhen(HasAuthorization, named => named.Use(next => async context =>
        {
            if (await IsRefusedAsync(context))
                await context.ChallengeAsync();
            else
                await next(context);
        }));
        app.UseAuthorization();
    }

    private static bool HasAuthorization(HttpContext context) => context.Request.Headers.Authorization.Count > 0;

    /// <summary>The middleware of the framework keeps who it was, and not that a token was wrong; the handler remembers.</summary>
    private static async ValueTask<bool> IsRefusedAsync(HttpContext context) =>
        context.GetEndpoint() is not null
        && context.User.Identity is not { IsAuthenticated: true }
        && (await context.AuthenticateAsync()).Failure is not null;
}
