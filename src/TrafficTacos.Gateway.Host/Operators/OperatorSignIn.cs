using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Signs operators of the file in.</summary>
internal sealed class OperatorSignIn(
    OperatorDirectory directory, OperatorPasswords passwords, SignInLimit limit, TimeProvider time, ILogger<OperatorSignIn> logger)
{
    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(3);

    public async Task<SignInResult> TryAsync(HttpContext context, string name, string password)
    {
        var address = ClientAddress.TextOf(context);
        if (await limit.TryTakeAsync(context, name, context.RequestAborted) is { } retryAfter)
        {
            logger.SignInFailed(address, "too many attempts");
            return new SignInResult { RetryAfter = retryAfter };
        }

        var account = directory.Find(name);
        switch (await passwords.VerifyAsync(account, password, context.RequestAborted))
        {
            case null:
                return new SignInResult { RetryAfter = BusyTime, IsBusy = true };
            case true:
                logger.SignedIn(account!.Name, address);
                return new SignInResult { Session = OperatorIdentity.OfSession(account, time.GetUtcNow() + OperatorCookie.Lifetime) };
            default:
                logger.SignInFailed(address, account is null ? "an unknown name" : $"a wrong password of {account.Name}");
                return new SignInResult();
        }
    }
}
