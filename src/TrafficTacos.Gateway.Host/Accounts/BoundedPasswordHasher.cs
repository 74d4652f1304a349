using Microsoft.AspNetCore.Identity;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// BoundedPasswordHasher through the framework's hasher. A hash takes tens of milliseconds of a core, so half of the cores at most work
/// on them: many who log in at once wait for each other, and those who stand in the queue do not wait for them.
/// </summary>
internal sealed class BoundedPasswordHasher : IDisposable
{
    private readonly PasswordHasher<Account> _hasher = new();
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly string _nobodys;

    public BoundedPasswordHasher() => _nobodys = _hasher.HashPassword(null!, Account.NewUserId());

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return _hasher.HashPassword(null!, password);
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <summary>Whether it is the account's. Without an account it works just as long: the time tells nobody which names exist.</summary>
    public async Task<bool> VerifyAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            var result = _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _nobodys, password);
            return account is not null && result != PasswordVerificationResult.Failed;
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose() => _cores.Dispose();
}
