using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The session of an operator of the file: the framework's cookie scheme.</summary>
internal static class OperatorCookie
{
    /// <summary>From the sign-in, however busy it is.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(30);

    /// <summary>The framework would renew a session in its second half only, and so end it after 15 idle minutes sometimes.</summary>
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromMinutes(1);

    private const string Name = "traffictacos-operator";

    /// <summary>A browser accepts a cookie with this prefix over TLS only, from this host only.</summary>
    private const string HostPrefix = "__Host-";

    public static void Configure(CookieAuthenticationOptions options, bool isDevelopment)
    {
        options.Cookie.Name = isDevelopment ? Name : HostPrefix + Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = IdleTimeout;
        options.SlidingExpiration = true;
        options.LoginPath = OperatorPaths.SignIn;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew = context.ElapsedTime >= RenewalInterval;
                return Task.CompletedTask;
            },
            OnRedirectToLogin = context => IsPage(context.Request) ? RedirectAsync(context) : ApiErrors.MissingAuthorization.WriteAsync(context.HttpContext),
            OnRedirectToAccessDenied = context => ApiErrors.AccessDenied.WriteAsync(context.HttpContext),
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal is { } user && OperatorIdentity.RoleOf(user, services.GetRequiredService<OperatorDirectory>(), now) is not null)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(OperatorSchemes.Session);
    }

    /// <summary>Scripts get an error, and only the page itself leads to the sign-in.</summary>
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments(OperatorPaths.Api, StringComparison.OrdinalIgnoreCase);

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(context.Request.PathBase + OperatorPaths.SignIn);
        return Task.CompletedTask;
    }
}
