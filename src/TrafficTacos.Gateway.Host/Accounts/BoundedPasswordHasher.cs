using Microsoft.AspNetCore.Identity;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// The framework's password hasher, on half of the cores at most. A hash takes tens of milliseconds of a core. If many users log in at
/// once, they wait for each other, and the waiting room does not wait for them.
/// </summary>
internal sealed class BoundedPasswordHasher : IDisposable
{
    private readonly PasswordHasher<Account> _hasher = new();
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly string _dummyHash;

    public BoundedPasswordHasher() => _dummyHash = _hasher.HashPassword(null!, Account.NewUserId());

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

    /// <summary>Whether the password is that of the account. Without an account it takes equally long, so that the time does not reveal
    /// which usernames exist.</summary>
    public async Task<bool> VerifyAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            var result = _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _dummyHash, password);
            return account is not null && result != PasswordVerificationResult.Failed;
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose() => _cores.Dispose();
}
