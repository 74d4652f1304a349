using Microsoft.AspNetCore.Identity;
using TrafficTacos.Gateway.Host.Accounts;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Passwords of operators, by the framework's hasher. Verified on a thread of their own, so that log-ins of the shop, however many,
/// keep no operator out.</summary>
internal sealed class OperatorPasswords(OperatorDirectory directory) : IDisposable
{
    /// <summary>A few attempts a minute are all that the limit lets through.</summary>
    private const int Threads = 1;

    private static readonly PasswordHasher<OperatorAccount> Hasher = new();

    private readonly PasswordLine _line = new(Threads);

    public static string Hash(string password) => Hasher.HashPassword(null!, NormalizedText.Of(password));

    /// <summary>Whether the password is that of the operator. A name that nobody has takes equally long: the hash of another operator is
    /// verified.</summary>
    /// <returns>Null if too many wait.</returns>
    public async ValueTask<bool?> VerifyAsync(OperatorAccount? account, string password, CancellationToken cancellationToken)
    {
        var hash = (account ?? directory.Any()).PasswordHash;
        if (!_line.TryRun(() => Hasher.VerifyHashedPassword(null!, hash, NormalizedText.Of(password)), out var verifying, cancellationToken))
            return null;
        return await verifying != PasswordVerificationResult.Failed && account is not null;
    }

    public void Dispose() => _line.Dispose();
}
