using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Registration and login. Both return the account with a new token, or the error.</summary>
internal sealed class AccountService(IAccountStore store, PasswordHashes hashes, PasswordLine line, AccountTokenFactory tokens, TimeProvider time)
{
    public async Task<(AccountResponse? Account, ApiError? Error)> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (AccountValidator.Check(request) is { } error)
            return (null, error);
        if (hashes.IsTooLong(request.Password!))
            return (null, GatewayErrors.PasswordTooLong);
        // Checked first, because a hash is expensive. TryAddAsync below is what decides.
        if (await store.FindAsync(request.Username!) is not null)
            return (null, GatewayErrors.UsernameExists);
        if (!line.TryRun(() => hashes.Hash(request.Password!), out var hashing, cancellationToken))
            return (null, GatewayErrors.AccountsBusy);
        var account = new Account(
            Account.NewUserId(), request.Username!, request.Email!, request.DisplayName!.Trim(), Account.UserRole, await hashing, time.GetUtcNow());
        return await store.TryAddAsync(account) ? (await CreateResponseAsync(account), null) : (null, GatewayErrors.UsernameExists);
    }

    public async Task<(AccountResponse? Account, ApiError? Error)> LogInAsync(LoginRequest request, CancellationToken cancellationToken)
    {
        if (request is not { Username: { } username, Password: { } password })
            return (null, GatewayErrors.InvalidLogin);
        // An invalid username is not looked up. The password is verified all the same, so that the response takes equally long.
        var account = AccountValidator.IsUsername(username) ? await store.FindAsync(username) : null;
        if (!line.TryRun(() => hashes.Verify(account, password), out var verifying, cancellationToken))
            return (null, GatewayErrors.AccountsBusy);
        if (!await verifying)
            return (null, GatewayErrors.InvalidCredentials);
        if (hashes.IsOutdated(account!) && line.TryRun(() => hashes.Hash(password), out var hashing, cancellationToken))
            await store.ReplaceHashAsync(account!, await hashing);
        return (await CreateResponseAsync(account!), null);
    }

    private async ValueTask<AccountResponse> CreateResponseAsync(Account account) => new(
        await tokens.CreateAsync(account), account.UserId, account.Username, account.DisplayName, account.Role, (long)AccountTokenFactory.Lifetime.TotalSeconds);
}
