using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// HMAC-SHA-256 under one key. The one-shot call fetches the algorithm and sets the key up each time, which costs more than
/// hashing a token; a context that is used again does neither. It serves one caller at a time, hence a pool of them.
/// </summary>
internal sealed class Signature(byte[] key)
{
    private readonly ConcurrentBag<IncrementalHash> _contexts = [];

    /// <summary>Writes <see cref="HMACSHA256.HashSizeInBytes"/> bytes.</summary>
    public void Sign(ReadOnlySpan<byte> bytes, Span<byte> mac)
    {
        if (!_contexts.TryTake(out var context))
            context = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        context.AppendData(bytes);
        context.GetHashAndReset(mac);
        _contexts.Add(context);
    }
}
