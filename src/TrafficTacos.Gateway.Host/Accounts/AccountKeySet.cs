using System.Text.Json;
using Microsoft.IdentityModel.Protocols;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Which key signs: the configured one; else, in Development, one that the gateways of a store agree on. And which are
/// accepted beside it.</summary>
internal sealed class AccountKeySet(AccountSettings settings, IAccountStore store) : IDocumentRetriever
{
    private readonly IReadOnlyList<PublicKey> _accepted = [.. settings.AcceptedKeys.Select(pem => new AccountKey(pem).Public)];

    private AccountKey _key = settings.SigningKey is { } pem ? new AccountKey(pem) : AccountKey.Generate();

    /// <summary>The one that signs. A generated one is agreed on every time, because a store may lose what it held; log-ins are
    /// rare.</summary>
    public async ValueTask<AccountKey> CurrentAsync()
    {
        if (settings.SigningKey is not null)
            return _key;
        var agreed = await store.AgreeOnSigningKeyAsync(_key.Pem);
        if (!string.Equals(agreed, _key.Pem, StringComparison.Ordinal))
            _key = new AccountKey(agreed);
        return _key;
    }

    /// <summary>What is published: the one that signs, then those that are accepted. One that is both stands there once.</summary>
    public async ValueTask<KeySetResponse> PublishedAsync()
    {
        var signing = (await CurrentAsync()).Public;
        return new KeySetResponse([.. _accepted.Prepend(signing).DistinctBy(key => key.KeyId, StringComparer.Ordinal)]);
    }

    /// <summary>This gateway checks its own tokens with what it publishes.</summary>
    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel) =>
        JsonSerializer.Serialize(await PublishedAsync(), AccountJson.Default.KeySetResponse);
}
