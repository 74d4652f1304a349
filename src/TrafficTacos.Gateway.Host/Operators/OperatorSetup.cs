using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.AspNetCore.Console;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Operators and their console.</summary>
internal static class OperatorSetup
{
    /// <summary>Cookies of one gateway are read by the others, wherever their programs lie.</summary>
    private const string ApplicationName = "traffictacos-gateway";

    public static void AddOperators(this IServiceCollection services, OperatorSettings settings)
    {
        services.AddSingleton(settings);
        services.AddHostedService<OperatorConsole>();
        // For the documentation of the console's calls.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(ConsoleJson.Default));
        if (!settings.AreConfigured)
            return;
        services.AddSingleton<IAuthorizationHandler, OperatorRequirementHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(OperatorSchemes.ViewPolicy, policy => Require(policy, OperatorRole.View))
            .AddPolicy(OperatorSchemes.ChangePolicy, policy => Require(policy, OperatorRole.Change));
        var authentication = new AuthenticationBuilder(services);
        authentication.AddPolicyScheme(OperatorSchemes.Any, null, options => options.ForwardDefaultSelector = context =>
            settings.HasTokens && (!settings.HasFile || context.Request.Headers.Authorization.Count > 0) ? OperatorSchemes.Token : OperatorSchemes.Session);
        if (settings.HasTokens)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(OperatorSchemes.Token, null);
            services.AddIssuerAudience(OperatorSchemes.Issuer, settings.Audience!);
        }

        if (!settings.HasFile)
            return;
        authentication.AddCookie(OperatorSchemes.Session, options => OperatorCookie.Configure(options, settings.IsDevelopment));
        services.AddSingleton<OperatorDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<OperatorDirectory>());
        services.AddSingleton<OperatorPasswords>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<OperatorSignIn>();
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((keys, provider) =>
        {
            if (provider.GetService<GatewayRedis>() is { } redis)
                keys.XmlRepository = new RedisSessionKeys(redis);
        });
    }

    /// <summary>Refuses requests to the console that did not come over TLS. Use it after the trusted proxies, who say how they came.</summary>
    public static void UseOperators(this WebApplication app)
    {
        if (app.Services.GetRequiredService<OperatorSettings>() is not { HasConsole: true, IsDevelopment: false })
            return;
        app.Use((context, next) => context.Request.IsHttps || !context.Request.Path.StartsWithSegments(OperatorPaths.Console, StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : GatewayErrors.HttpsRequired.WriteAsync(context));
    }

    /// <summary>Maps the console and the sign-in, as far as there are any.</summary>
    public static void MapOperators(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<OperatorSettings>();
        if (settings.HasFile)
            app.MapSignIn();
        if (!settings.HasConsole)
            return;
        var console = app.MapWaitingRoomOperator(OperatorPaths.Console, options =>
        {
            if (!settings.AreConfigured)
                return;
            options.ViewPolicy = OperatorSchemes.ViewPolicy;
            options.ChangePolicy = OperatorSchemes.ChangePolicy;
            options.SignOutPath = settings.HasFile ? OperatorPaths.SignOut : null;
        });
        // The token is not of the shop's scheme, and pages of the shop's origins read nothing here.
        console.IgnoreBearerToken().WithMetadata(new DisableCorsAttribute());
        // The package leaves limits to the application, and this is the one.
        console.Finally(endpoint =>
        {
            foreach (var disabled in endpoint.Metadata.OfType<DisableRateLimitingAttribute>().ToList())
                endpoint.Metadata.Remove(disabled);
            endpoint.Metadata.Add(new EnableRateLimitingAttribute(RateLimitPolicies.Operators));
        });
    }

    private static void Require(AuthorizationPolicyBuilder policy, OperatorRole role) =>
        policy.AddAuthenticationSchemes(OperatorSchemes.Any).RequireAuthenticatedUser().AddRequirements(new OperatorRequirement(role));
}
