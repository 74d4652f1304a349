using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Somebody who was recognised by a token, and what that rests on.</summary>
internal sealed record ValidatedToken(ClaimsIdentity Identity, TokenLifetime Lifetime, TokenIssuer Issuer, OpenIdConnectConfiguration Keys);

/// <summary>
/// Tokens that were checked, by their hash: who waits sends the same one every few seconds, and a signature costs far more
/// than a look-up. What is kept holds until it expires or the issuer's keys change. Two halves: who asks is carried into the
/// young one, and when that is full the other is forgotten; so the busy stay and the number is bounded.
/// </summary>
internal sealed class ValidatedTokenCache(TimeProvider time, int capacity = ValidatedTokenCache.DefaultCapacity)
{
    /// <summary>About 1 KB each.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _turn = new();
    private ConcurrentDictionary<TokenHash, ValidatedToken> _young = new();
    private ConcurrentDictionary<TokenHash, ValidatedToken> _old = new();
    private int _count;

    /// <summary>How many are kept at the moment.</summary>
    public int Count => _young.Count + _old.Count;

    public ClaimsPrincipal? Find(ReadOnlySpan<char> token)
    {
        var hash = TokenHash.Of(token);
        if (!_young.TryGetValue(hash, out var known))
        {
            if (!_old.TryGetValue(hash, out known))
                return null;
            Keep(hash, known);
        }

        // A principal of its own for each request: somebody may add an identity to theirs.
        return known.Lifetime.Covers(time.GetUtcNow()) && ReferenceEquals(known.Keys, known.Issuer.KeysInUse())
            ? new ClaimsPrincipal(known.Identity)
            : null;
    }

    public void Keep(string token, ValidatedToken known) => Keep(TokenHash.Of(token), known);

    private void Keep(TokenHash hash, ValidatedToken known)
    {
        if (!_young.TryAdd(hash, known))
        {
            _young[hash] = known;
            return;
        }

        if (Interlocked.Increment(ref _count) < capacity / 2)
            return;
        lock (_turn)
        {
            if (_count < capacity / 2)
                return;
            (_old, _young, _count) = (_young, new ConcurrentDictionary<TokenHash, ValidatedToken>(), 0);
        }
    }

    /// <summary>SHA-256 of the token as it stands in memory.</summary>
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
