namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Where accounts live. Names compare without case: <c>Mina</c> and <c>mina</c> are one.</summary>
internal interface IAccountStore
{
    /// <summary>Writes it and claims its name, both or neither; false when the name is taken.</summary>
    ValueTask<bool> TryAddAsync(Account account);

    ValueTask<Account?> FindAsync(string username);

    /// <summary>Whoever comes first decides which generated signing key holds, for all gateways of this store.</summary>
    /// <param name="proposal">What holds when there is none.</param>
    /// <returns>What holds.</returns>
    ValueTask<string> AgreeOnSigningKeyAsync(string proposal);
}
