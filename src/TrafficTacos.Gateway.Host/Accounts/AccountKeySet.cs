using System.Text.Json;
using Microsoft.IdentityModel.Protocols;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The key that signs tokens: the configured one, or in Development one that the gateways of a store agree on. And the further
/// keys whose tokens are accepted.</summary>
internal sealed class AccountKeySet(AccountSettings settings, IAccountStore store) : IDocumentRetriever
{
    private readonly IReadOnlyList<PublicKey> _accepted = [.. settings.AcceptedKeys.Select(pem => new AccountKey(pem).Public)];

    private AccountKey _signingKey = settings.SigningKey is { } pem ? new AccountKey(pem) : AccountKey.Generate();

    /// <summary>The key that signs. A generated key is agreed on at every login, because a store may lose it; log-ins are rare.</summary>
    public async ValueTask<AccountKey> GetSigningKeyAsync()
    {
        if (settings.SigningKey is not null)
            return _signingKey;
        var agreed = await store.AgreeOnSigningKeyAsync(_signingKey.Pem);
        if (!string.Equals(agreed, _signingKey.Pem, StringComparison.Ordinal))
            _signingKey = new AccountKey(agreed);
        return _signingKey;
    }

    /// <summary>The keys to publish: the signing key first, then the accepted keys, without duplicates.</summary>
    public async ValueTask<KeySetResponse> GetPublicKeysAsync()
    {
        var signing = (await GetSigningKeyAsync()).Public;
        return new KeySetResponse([.. _accepted.Prepend(signing).DistinctBy(key => key.KeyId, StringComparer.Ordinal)]);
    }

    /// <summary>The gateway validates its own tokens with the keys that it publishes.</summary>
    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel) =>
        JsonSerializer.Serialize(await GetPublicKeysAsync(), AccountJson.Default.KeySetResponse);
}
