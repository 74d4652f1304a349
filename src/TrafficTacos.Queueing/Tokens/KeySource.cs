using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>The key ring, once it is known: from the configuration alone, or with the secret shared through the store.</summary>
internal sealed class KeySource(IQueueStore store, IOptions<WaitingRoomOptions> options, ILogger<KeySource> logger)
{
    private KeyRing? _ring;

    public ValueTask<KeyRing> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _ring) is { } ring ? ValueTask.FromResult(ring) : LoadAsync(cancellationToken);

    private async ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken)
    {
        var tokens = options.Value.Tokens;
        byte[] shared = [];
        if (tokens.SigningKeys.Count == 0 || tokens.IdentitySecret is null)
        {
            shared = await store.ShareSecretAsync(RandomNumberGenerator.GetBytes(KeyRing.SecretSize), cancellationToken).ConfigureAwait(false);
            if (tokens.SigningKeys.Count == 0 && Volatile.Read(ref _ring) is null)
                logger.SharedSecret();
        }

        var ring = new KeyRing(tokens, shared);
        Volatile.Write(ref _ring, ring);
        return ring;
    }
}
