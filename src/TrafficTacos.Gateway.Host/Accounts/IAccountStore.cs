namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Stores accounts. Usernames compare without case: <c>Mina</c> and <c>mina</c> are the same.</summary>
internal interface IAccountStore
{
    /// <summary>Stores the account and claims its username, atomically. Returns false if the username is taken.</summary>
    ValueTask<bool> TryAddAsync(Account account);

    ValueTask<Account?> FindAsync(string username);

    /// <summary>Stores another hash of the same password, unless the stored one has changed in the meantime.</summary>
    ValueTask ReplaceHashAsync(Account account, string passwordHash);
}
