namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>What the gateways agree on about the tokens of accounts.</summary>
internal interface IAccountKeyStore
{
    /// <summary>Agrees on a generated signing key: the first proposal wins.</summary>
    /// <param name="proposal">The key to use if there is none.</param>
    /// <returns>The key to use.</returns>
    ValueTask<string> AgreeOnSigningKeyAsync(string proposal);

    /// <summary>Agrees on the time after which no newly issued token with the shared secret counts: the first proposal wins, for
    /// ever.</summary>
    /// <returns>The time to use.</returns>
    ValueTask<DateTimeOffset> AgreeOnCutOffAsync(DateTimeOffset proposal);

    /// <summary>Announces a public key to all gateways.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">The time of the announcement.</param>
    ValueTask AnnounceAsync(PublicKey key, DateTimeOffset now);

    /// <summary>The keys that were announced since a time.</summary>
    ValueTask<IReadOnlyList<PublicKey>> FindAnnouncedAsync(DateTimeOffset since);
}
