using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Registers and logs in: the account with a fresh token, or the row of the error table that says why not.</summary>
internal sealed class AccountService(IAccountStore store, BoundedPasswordHasher passwords, AccountTokenFactory tokens, TimeProvider time)
{
    public async Task<(AccountResponse? Account, ApiError? Error)> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (AccountValidator.Check(request) is { } mistake)
            return (null, mistake);
        // Looked up first: a name that is taken is not worth a hash. The claim below is what decides.
        if (await store.FindAsync(request.Username!) is not null)
            return (null, GatewayErrors.UsernameExists);
        var hash = await passwords.HashAsync(request.Password!, cancellationToken);
        var account = new Account(
            Account.NewUserId(), request.Username!, request.Email!, request.DisplayName!.Trim(), Account.UserRole, hash, time.GetUtcNow());
        return await store.TryAddAsync(account) ? (await AnswerAsync(account), null) : (null, GatewayErrors.UsernameExists);
    }

    public async Task<(AccountResponse? Account, ApiError? Error)> LogInAsync(LoginRequest request, CancellationToken cancellationToken)
    {
        if (request is not { Username: { } username, Password: { } password })
            return (null, GatewayErrors.InvalidLogin);
        // A name nobody could have registered is not looked for, and is refused as slowly as any other.
        var account = AccountValidator.IsUsername(username) ? await store.FindAsync(username) : null;
        return await passwords.VerifyAsync(account, password, cancellationToken)
            ? (await AnswerAsync(account!), null)
            : (null, GatewayErrors.InvalidCredentials);
    }

    private async ValueTask<AccountResponse> AnswerAsync(Account account) => new(
        await tokens.CreateAsync(account), account.UserId, account.Username, account.DisplayName, account.Role, (long)AccountTokenFactory.Lifetime.TotalSeconds);
}
