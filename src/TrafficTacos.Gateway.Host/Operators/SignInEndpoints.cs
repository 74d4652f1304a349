using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Cors;
using Microsoft.Net.Http.Headers;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Console;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The pages of the sign-in.</summary>
internal static class SignInEndpoints
{
    private static readonly byte[] Style = ReadStyle();
    private static readonly EntityTagHeaderValue StyleTag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Style).AsSpan(0, 8))}\"");

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().IgnoreBearerToken().RequireRateLimiting(RateLimitPolicies.Operators)
            .AllowAnonymous().WithMetadata(new DisableCorsAttribute());
        pages.MapGet(OperatorPaths.SignInStyle, () => Results.Bytes(Style, "text/css; charset=utf-8", entityTag: StyleTag));
        pages.MapGet(OperatorPaths.SignIn, ShowAsync);
        pages.MapPost(OperatorPaths.SignIn, SignInAsync);
        pages.MapPost(OperatorPaths.SignOut, SignOutAsync);
    }

    private static async Task ShowAsync(HttpContext context)
    {
        // A link from another site comes without the cookie, and its reload with it.
        if ((await context.AuthenticateAsync(OperatorSchemes.Session)).Succeeded)
            Redirect(context, OperatorPaths.Console);
        else
            await SignInPage.WriteAsync(context);
    }

    private static async Task SignInAsync(HttpContext context, OperatorSignIn signIn)
    {
        if (!RequestOrigin.IsSameOrigin(context.Request))
        {
            await ApiErrors.NotSameOrigin.WriteAsync(context);
            return;
        }

        if (!context.Request.HasFormContentType)
        {
            await ApiErrors.UnsupportedMediaType.WriteAsync(context);
            return;
        }

        if (await ReadAsync(context) is not { } form)
        {
            await ApiErrors.InvalidRequest.WriteAsync(context);
            return;
        }

        var name = form[SignInPage.NameField].ToString().Trim();
        var result = await signIn.TryAsync(context, name, form[SignInPage.PasswordField].ToString());
        var text = SignInText.For(context.Request);
        switch (result)
        {
            case { Session: { } session }:
                await context.SignInAsync(OperatorSchemes.Session, session);
                Redirect(context, OperatorPaths.Console);
                break;
            case { RetryAfter: { } retryAfter, IsBusy: var isBusy }:
                context.Response.Headers.RetryAfter = HeaderUtilities.FormatNonNegativeInt64((long)Math.Ceiling(retryAfter.TotalSeconds));
                await SignInPage.WriteAsync(
                    context, isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests, name, isBusy ? text.Busy : text.LimitedFor(retryAfter));
                break;
            default:
                await SignInPage.WriteAsync(context, StatusCodes.Status401Unauthorized, name, text.Wrong);
                break;
        }
    }

    private static async Task SignOutAsync(HttpContext context, ILogger<OperatorSignIn> logger)
    {
        if (!RequestOrigin.IsSameOrigin(context.Request))
        {
            await ApiErrors.NotSameOrigin.WriteAsync(context);
            return;
        }

        if (await context.AuthenticateAsync(OperatorSchemes.Session) is { Principal.Identity.Name: { } name })
            logger.SignedOut(name);
        await context.SignOutAsync(OperatorSchemes.Session);
        Redirect(context, OperatorPaths.SignIn);
    }

    private static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>303: the browser gets the page, whatever the request was.</summary>
    private static void Redirect(HttpContext context, string path)
    {
        SignInPage.AddHeaders(context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + path;
    }

    private static byte[] ReadStyle()
    {
        using var stream = typeof(SignInEndpoints).Assembly.GetManifestResourceStream("operators/sign-in.css")!;
        var style = new byte[stream.Length];
        stream.ReadExactly(style);
        return style;
    }
}
