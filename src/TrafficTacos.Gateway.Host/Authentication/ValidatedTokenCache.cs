using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// Validated tokens, by their hash: a visitor sends the same token every few seconds, and a signature costs far more than a lookup. An
/// entry is valid until the token expires or the issuer's keys change. There are two generations: a lookup moves an entry into the
/// young one, and when that is full the old one is dropped. So frequently used entries stay, and the number is bounded.
/// </summary>
internal sealed class ValidatedTokenCache(TimeProvider time, int capacity = ValidatedTokenCache.DefaultCapacity)
{
    /// <summary>An entry has about 1 KB.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _rotation = new();
    private ConcurrentDictionary<TokenHash, ValidatedToken> _young = new();
    private ConcurrentDictionary<TokenHash, ValidatedToken> _old = new();
    private int _youngCount;

    public int Count => _young.Count + _old.Count;

    public ClaimsPrincipal? Find(ReadOnlySpan<char> token)
    {
        var hash = TokenHash.Of(token);
        if (!_young.TryGetValue(hash, out var validated))
        {
            if (!_old.TryGetValue(hash, out validated))
                return null;
            Add(hash, validated);
        }

        // Each request has a principal of its own, because middleware may add an identity to it.
        return validated.Lifetime.Covers(time.GetUtcNow()) && ReferenceEquals(validated.Keys, validated.Issuer.GetCurrentKeys())
            ? new ClaimsPrincipal(validated.Identity)
            : null;
    }

    public void Add(string token, ValidatedToken validated) => Add(TokenHash.Of(token), validated);

    private void Add(TokenHash hash, ValidatedToken validated)
    {
        if (!_young.TryAdd(hash, validated))
        {
            _young[hash] = validated;
            return;
        }

        if (Interlocked.Increment(ref _youngCount) < capacity / 2)
            return;
        lock (_rotation)
        {
            if (_youngCount < capacity / 2)
                return;
            (_old, _young, _youngCount) = (_young, new ConcurrentDictionary<TokenHash, ValidatedToken>(), 0);
        }
    }

    /// <summary>SHA-256 of the token's characters in memory.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        public static TokenHash Of(ReadOnlySpan<char> token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
            return MemoryMarshal.Read<TokenHash>(hash);
        }

        public override int GetHashCode() => (int)(uint)Low;
    }
}
