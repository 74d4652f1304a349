using Microsoft.IdentityModel.Protocols;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Which key signs: the configured one; else, in Development, one that the gateways of a store agree on.</summary>
internal sealed class AccountKeys(AccountSettings settings, IAccountStore store) : IDocumentRetriever
{
    private AccountKey _key = settings.SigningKey is { } pem ? new AccountKey(pem) : AccountKey.Generate();

    /// <summary>A generated one is agreed on every time, because a store may lose what it held; log-ins are rare.</summary>
    public async ValueTask<AccountKey> CurrentAsync()
    {
        if (settings.SigningKey is not null)
            return _key;
        var agreed = await store.AgreeOnSigningKeyAsync(_key.Pem);
        if (!string.Equals(agreed, _key.Pem, StringComparison.Ordinal))
            _key = new AccountKey(agreed);
        return _key;
    }

    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel) => (await CurrentAsync()).Document;
}
