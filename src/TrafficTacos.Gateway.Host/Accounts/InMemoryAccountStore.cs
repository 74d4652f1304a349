using System.Collections.Concurrent;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The accounts of one process. They are lost when it exits.</summary>
internal sealed class InMemoryAccountStore : IAccountStore
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public ValueTask<bool> TryAddAsync(Account account) => new(_accounts.TryAdd(account.Username, account));

    public ValueTask<Account?> FindAsync(string username) => new(_accounts.GetValueOrDefault(username));

    public ValueTask ReplaceHashAsync(Account account, string passwordHash)
    {
        _accounts.TryUpdate(account.Username, account with { PasswordHash = passwordHash }, account);
        return ValueTask.CompletedTask;
    }
}
