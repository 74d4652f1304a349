using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Decides who may use one mapped console. It asks the policies itself, so that an <c>AllowAnonymous()</c> or a forgotten
/// <c>UseAuthorization()</c> around it opens nothing, and its API answers 401 and 403 in every application.</summary>
/// <param name="options">The policies; none in Development, where nobody set one.</param>
/// <param name="time">Tells when a log-in has ended.</param>
internal sealed class OperatorAccess(WaitingRoomOperatorOptions options, TimeProvider time)
{
    public string? SignOutPath => options.SignOutPath;

    private bool IsOpenToDeveloper => options.ChangePolicy is null;

    /// <summary>Who asks, if they may; otherwise the error.</summary>
    public async ValueTask<(OperatorUser? User, ApiError? Error)> CheckAsync(HttpContext context, OperatorRight right)
    {
        if (IsOpenToDeveloper)
            return LocalRequest.IsLocal(context) ? (OperatorUser.Developer, null) : (null, ApiErrors.OperatorNotConfigured);
        var (result, authentication, _) = await AuthorizeAsync(context, right == OperatorRight.Change).ConfigureAwait(false);
        if (!result.Succeeded)
            return (null, result.Challenged ? ApiErrors.MissingAuthorization : ApiErrors.OperatorForbidden);
        return (new OperatorUser(OperatorNames.Of(context.User), authentication.Properties?.ExpiresUtc), null);
    }

    /// <summary>Whether who asks may change something, too.</summary>
    public async ValueTask<bool> CanChangeAsync(HttpContext context) =>
        IsOpenToDeveloper ? LocalRequest.IsLocal(context) : (await AuthorizeAsync(context, isChange: true).ConfigureAwait(false)).Result.Succeeded;

    /// <summary>Whether who asked may still look: the policy may think otherwise by now, and the log-in may have ended.</summary>
    public async ValueTask<bool> MayStillLookAsync(HttpContext context)
    {
        if (IsOpenToDeveloper)
            return LocalRequest.IsLocal(context);
        var (result, authentication, _) = await AuthorizeAsync(context, isChange: false).ConfigureAwait(false);
        return result.Succeeded && !(authentication.Properties?.ExpiresUtc <= time.GetUtcNow());
    }

    /// <summary>Sends a browser to log in, or tells it that it may not, as the application's authentication does.</summary>
    public async Task RefusePageAsync(HttpContext context, ApiError error)
    {
        if (IsOpenToDeveloper)
        {
            await error.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var (result, _, policy) = await AuthorizeAsync(context, isChange: false).ConfigureAwait(false);
        await context.RequestServices.GetRequiredService<IAuthorizationMiddlewareResultHandler>()
            .HandleAsync(_ => Task.CompletedTask, context, policy, result).ConfigureAwait(false);
    }

    private async ValueTask<(PolicyAuthorizationResult Result, Microsoft.AspNetCore.Authentication.AuthenticateResult Authentication, AuthorizationPolicy Policy)> AuthorizeAsync(
        HttpContext context, bool isChange)
    {
        var services = context.RequestServices;
        var name = isChange ? options.ChangePolicy! : options.ViewPolicy ?? options.ChangePolicy!;
        var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no authorization policy '{name}', which MapWaitingRoomOperator() names.");
        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var authentication = await evaluator.AuthenticateAsync(policy, context).ConfigureAwait(false);
        return (await evaluator.AuthorizeAsync(policy, authentication, context, context).ConfigureAwait(false), authentication, policy);
    }
}
