using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Authentication by bearer tokens.</summary>
internal static class AuthenticationSetup
{
    private const string IssuerScheme = "Issuer";
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    public static void AddGatewayAuthentication(this IServiceCollection services, AuthenticationSettings settings, IdentitySettings identity)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ValidatedTokenCache(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenIssuerRegistry>();
        services.AddSingleton(new UserNamespaces(identity.Bare));
        services.AddAuthorization();
        services.AddAuthentication(BearerHandler.SchemeName)
            .AddScheme<BearerOptions, BearerHandler>(BearerHandler.SchemeName, options => options.DevelopmentTokens = settings.DevelopmentTokens);
        if (settings.JwksEndpoint is not { } endpoint)
            return;

        services.AddHttpClient(SharedKeySetRetriever.ClientName, client => client.MaxResponseContentBufferSize = SharedKeySetRetriever.MaxDocumentSize)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All })
            .RemoveAllLoggers();
        services.AddTokenIssuer(IssuerScheme, provider => new TokenIssuer(
            IssuerScheme, UserNamespace.Issuer, settings.Issuer!, settings.Audience!, endpoint.AbsoluteUri,
            new SharedKeySetRetriever(
                provider.GetRequiredService<IHttpClientFactory>(), provider.GetService<GatewayRedis>(), provider.GetRequiredService<TimeProvider>(),
                settings.CacheTime, provider.GetRequiredService<ILogger<SharedKeySetRetriever>>()),
            settings.CacheTime, provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Accepts the tokens of one more issuer, through the framework's JwtBearer handler under a scheme of its own.</summary>
    public static void AddTokenIssuer(this IServiceCollection services, string scheme, Func<IServiceProvider, TokenIssuer> create)
    {
        services.AddKeyedSingleton(scheme, (provider, _) => create(provider));
        services.AddSingleton(provider => provider.GetRequiredKeyedService<TokenIssuer>(scheme));
        AddJwtBearer(services, scheme, scheme, null);
    }

    /// <summary>Accepts tokens of the configured issuer for another audience, under a scheme that endpoints have to name. It is not among the
    /// issuers of <see cref="BearerHandler"/>, so such a token is nobody's everywhere else.</summary>
    public static void AddIssuerAudience(this IServiceCollection services, string scheme, string audience) =>
        AddJwtBearer(services, scheme, IssuerScheme, audience);

    /// <summary>Authenticates requests with an <c>Authorization</c> header. For anonymous ones, which most polls are, the framework would
    /// create a handler only to find no header.</summary>
    public static void UseGatewayAuthentication(this IApplicationBuilder app)
    {
        // Without this mark WebApplication adds the middleware for all requests. UseAuthentication in a branch sets it on the branch only.
        // If the framework renames the mark one day, every request is authenticated once more, which is harmless.
        app.Properties[AuthenticationIsSet] = true;
        app.UseWhen(HasAuthorization, branch => branch.UseAuthentication());
    }

    /// <summary>Refuses invalid tokens, on anonymous endpoints too, and requests that are not allowed. Use it after the rate limit, so that
    /// refused requests count. The rate limit itself comes after authentication, because it counts by user.</summary>
    public static void UseGatewayAuthorization(this IApplicationBuilder app)
    {
        app.UseWhen(HasAuthorization, branch => branch.Use(next => async context =>
        {
            if (await HasInvalidTokenAsync(context))
                await context.ChallengeAsync();
            else
                await next(context);
        }));
        app.UseAuthorization();
    }

    /// <summary>Makes endpoints ignore <c>Authorization</c>.</summary>
    public static TBuilder IgnoreBearerToken<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(IgnoreBearerTokenMetadata.Instance);

    private static bool HasAuthorization(HttpContext context) => context.Request.Headers.Authorization.Count > 0;

    /// <summary>The middleware keeps the user, but not that a token was invalid. The handler remembers its result.</summary>
    private static async ValueTask<bool> HasInvalidTokenAsync(HttpContext context) =>
        context.GetEndpoint() is not null
        && context.User.Identity is not { IsAuthenticated: true }
        && (await context.AuthenticateAsync()).Failure is not null;

    /// <param name="services">The services.</param>
    /// <param name="scheme">The name of the scheme.</param>
    /// <param name="issuerScheme">The scheme of the issuer.</param>
    /// <param name="audience">The audience; null for the issuer's.</param>
    private static void AddJwtBearer(IServiceCollection services, string scheme, string issuerScheme, string? audience)
    {
        new AuthenticationBuilder(services).AddJwtBearer(scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(scheme).Configure<IServiceProvider, TimeProvider>((options, provider, time) =>
        {
            var issuer = provider.GetRequiredKeyedService<TokenIssuer>(issuerScheme);
            options.ConfigurationManager = new IssuerConfigurationManager(issuer);
            options.TokenValidationParameters = TokenValidationRules.For(issuer, time);
            if (audience is not null)
                options.TokenValidationParameters.ValidAudience = audience;
            options.MapInboundClaims = false; // sub stays sub
            options.RefreshOnIssuerKeyNotFound = false; // the token handler has refreshed the keys already
            options.SaveToken = false;
        });
    }
}
