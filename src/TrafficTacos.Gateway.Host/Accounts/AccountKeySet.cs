using System.Text.Json;
using Microsoft.IdentityModel.Protocols;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The key that signs tokens: the configured one, or in Development one that the gateways of a store agree on; none where tokens
/// are signed with the shared secret. And the further keys whose tokens are accepted: the configured ones, and those that the other
/// gateways announce, because during a roll-out they may have another key.</summary>
internal sealed class AccountKeySet(AccountSettings settings, IAccountKeyStore store, TimeProvider time) : IDocumentRetriever
{
    /// <summary>A gateway announces its key every few minutes. A key that is not announced any more ends soon, because it may have been
    /// withdrawn.</summary>
    public static readonly TimeSpan AnnouncementLifetime = TimeSpan.FromMinutes(30);

    private readonly IReadOnlyList<PublicKey> _accepted = [.. settings.AcceptedKeys.Select(pem => new AccountKey(pem).Public)];

    private AccountKey? _signingKey = settings.SigningKey is { } pem ? new AccountKey(pem) : settings.JwtSecret is null ? AccountKey.Generate() : null;

    /// <summary>The configured key; null if there is none.</summary>
    public PublicKey? Configured => settings.SigningKey is null ? null : _signingKey!.Public;

    /// <summary>The key that signs; null where the shared secret does. A generated key is agreed on at every login, because a store may lose
    /// it; log-ins are rare.</summary>
    public async ValueTask<AccountKey?> GetSigningKeyAsync()
    {
        if (settings.SigningKey is not null || _signingKey is not { } generated)
            return _signingKey;
        var agreed = await store.AgreeOnSigningKeyAsync(generated.Pem);
        if (!string.Equals(agreed, generated.Pem, StringComparison.Ordinal))
            _signingKey = new AccountKey(agreed);
        return _signingKey;
    }

    /// <summary>The keys to publish: the signing key first, then the accepted keys, without duplicates.</summary>
    public async ValueTask<KeySetResponse> GetPublicKeysAsync()
    {
        PublicKey[] signing = await GetSigningKeyAsync() is { } key ? [key.Public] : [];
        var announced = await store.FindAnnouncedAsync(time.GetUtcNow() - AnnouncementLifetime);
        return new KeySetResponse([.. signing.Concat(_accepted).Concat(announced).DistinctBy(each => each.KeyId, StringComparer.Ordinal)]);
    }

    /// <summary>The gateway validates its own tokens with the keys that it publishes.</summary>
    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel) =>
        JsonSerializer.Serialize(await GetPublicKeysAsync(), AccountJson.Default.KeySetResponse);
}
