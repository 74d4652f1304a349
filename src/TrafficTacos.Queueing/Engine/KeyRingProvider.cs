using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>
/// Provides the key ring: from the configuration alone, or with the secret shared through the store. A store that was away may have
/// lost that secret: the gateways then agree again, and older tokens stay genuine.
/// </summary>
internal sealed class KeyRingProvider(IQueueStore store, IOptions<WaitingRoomOptions> options, ILogger<KeyRingProvider> logger)
{
    private readonly TokenOptions _tokens = options.Value.Tokens;
    private Loaded? _loaded;

    private bool NeedsShared => _tokens.SigningKeys.Count == 0 || _tokens.IdentitySecret is null;

    public ValueTask<KeyRing> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _loaded) is { } loaded && (!NeedsShared || loaded.ReconnectCount == store.ReconnectCount)
            ? ValueTask.FromResult(loaded.Ring)
            : LoadAsync(cancellationToken);

    private async ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _loaded);
        var reconnects = store.ReconnectCount;
        IReadOnlyList<byte[]> shared = [];
        if (NeedsShared)
        {
            var known = before?.Shared ?? [];
            var proposal = known.Count > 0 ? known[0] : RandomNumberGenerator.GetBytes(KeyRing.SecretSize);
            var agreed = await store.ShareSecretAsync(proposal, cancellationToken).ConfigureAwait(false);
            shared = [agreed, .. known.Where(secret => !secret.AsSpan().SequenceEqual(agreed))];
            if (_tokens.SigningKeys.Count == 0 && before is null)
                logger.SharedSecret();
        }

        var loaded = new Loaded(new KeyRing(_tokens, shared), shared, reconnects);
        Volatile.Write(ref _loaded, loaded);
        return loaded.Ring;
    }

    private sealed record Loaded(KeyRing Ring, IReadOnlyList<byte[]> Shared, int ReconnectCount);
}
