using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// The key ring, once it is known: from the configuration alone, or with the secret shared through the store. A store that was
/// away may have forgotten that secret: the gateways then agree again, and tokens of before stay genuine.
/// </summary>
internal sealed class KeySource(IQueueStore store, IOptions<WaitingRoomOptions> options, ILogger<KeySource> logger)
{
    private readonly TokenOptions _tokens = options.Value.Tokens;
    private Loaded? _loaded;

    private bool NeedsShared => _tokens.SigningKeys.Count == 0 || _tokens.IdentitySecret is null;

    public ValueTask<KeyRing> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _loaded) is { } loaded && (!NeedsShared || loaded.Generation == store.Generation)
            ? ValueTask.FromResult(loaded.Ring)
            : LoadAsync(cancellationToken);

    private async ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _loaded);
        var generation = store.Generation;
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

        var loaded = new Loaded(new KeyRing(_tokens, shared), shared, generation);
        Volatile.Write(ref _loaded, loaded);
        return loaded.Ring;
    }

    private sealed record Loaded(KeyRing Ring, IReadOnlyList<byte[]> Shared, int Generation);
}
