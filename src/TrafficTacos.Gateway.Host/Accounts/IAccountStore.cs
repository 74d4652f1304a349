namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Stores accounts. Usernames compare without case: <c>Mina</c> and <c>mina</c> are the same.</summary>
internal interface IAccountStore
{
    /// <summary>Stores the account and claims its username, atomically. Returns false if the username is taken.</summary>
    ValueTask<bool> TryAddAsync(Account account);

    ValueTask<Account?> FindAsync(string username);

    /// <summary>Agrees on a generated signing key with all gateways of this store: the first proposal wins.</summary>
    /// <param name="proposal">The key to use if there is none.</param>
    /// <returns>The key to use.</returns>
    ValueTask<string> AgreeOnSigningKeyAsync(string proposal);
}
