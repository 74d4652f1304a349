using System.Collections.Concurrent;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The accounts of one process. They are lost when it exits.</summary>
internal sealed class InMemoryAccountStore : IAccountStore
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private string? _signingKey;

    public ValueTask<bool> TryAddAsync(Account account) => new(_accounts.TryAdd(account.Username, account));

    public ValueTask<Account?> FindAsync(string username) => new(_accounts.GetValueOrDefault(username));

    public ValueTask<string> AgreeOnSigningKeyAsync(string proposal) => new(Interlocked.CompareExchange(ref _signingKey, proposal, null) ?? proposal);
}
