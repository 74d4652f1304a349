using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// HMAC-SHA-256 with one key. The framework's one-shot call fetches the algorithm and sets up the key each time, which costs more
/// than hashing a token; a reused context does neither. A context serves one caller at a time, so there is a pool of them.
/// </summary>
internal sealed class HmacSigner(byte[] key)
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
