using System.Text;
using Microsoft.AspNetCore.Identity;
using Bcrypt = BCrypt.Net.BCrypt;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Hashes passwords with the framework's hasher or with bcrypt, and verifies hashes of either. Passwords are normalised (NFC)
/// first, because the same text may be typed as different characters.</summary>
/// <param name="usesBcrypt">Whether new hashes are bcrypt's.</param>
internal sealed class PasswordHashes(bool usesBcrypt)
{
    /// <summary>Bcrypt ignores what is beyond.</summary>
    public const int MaxBcryptBytes = 72;

    /// <summary>That of existing hashes: the default of Go's library.</summary>
    private const int BcryptCost = 10;

    /// <summary>A hash of cost 15 takes seconds. Nobody may make the gateway work for so long by writing into the store.</summary>
    private const int MaxBcryptCost = 14;

    private readonly PasswordHasher<Account> _framework = new();
    private string? _dummyHash;

    /// <summary>Whether a new hash of the password would ignore its end.</summary>
    public bool IsTooLong(string password) => usesBcrypt && Encoding.UTF8.GetByteCount(Normalize(password)) > MaxBcryptBytes;

    public string Hash(string password) =>
        usesBcrypt ? Bcrypt.HashPassword(Normalize(password), BcryptCost) : _framework.HashPassword(null!, Normalize(password));

    /// <summary>Whether the password is that of the account. Without an account it takes equally long, so that the time does not reveal
    /// which usernames exist.</summary>
    public bool Verify(Account? account, string password)
    {
        var hash = account?.PasswordHash ?? (_dummyHash ??= Hash(Account.NewUserId()));
        var normal = Normalize(password);
        var isValid = VerifyOne(hash, normal);
        // Hashes from before the normalisation.
        if (!isValid && !string.Equals(normal, password, StringComparison.Ordinal))
            isValid = VerifyOne(hash, password);
        return isValid && account is not null;
    }

    /// <summary>Whether a hash should be replaced by one of the framework's.</summary>
    public bool IsOutdated(Account account) => !usesBcrypt && IsBcrypt(account.PasswordHash);

    private bool VerifyOne(string hash, string password)
    {
        try
        {
            return IsBcrypt(hash)
                ? Bcrypt.InterrogateHash(hash).WorkFactor is { } cost && int.Parse(cost, System.Globalization.CultureInfo.InvariantCulture) <= MaxBcryptCost && Bcrypt.Verify(password, hash)
                : _framework.VerifyHashedPassword(null!, hash, password) != PasswordVerificationResult.Failed;
        }
        catch (Exception exception) when (exception is BCrypt.Net.SaltParseException or BCrypt.Net.HashInformationException or FormatException or ArgumentException)
        {
            return false; // the store holds something else than a hash
        }
    }

    private static bool IsBcrypt(string hash) => hash.StartsWith("$2", StringComparison.Ordinal);

    private static string Normalize(string password) => NormalizedText.Of(password);
}
