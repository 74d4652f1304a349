using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// Keyed hashes (HMAC-SHA-256 cut to 16 bytes) of who somebody is. Because the entry id is the identity, one identity has
/// one place by construction: there is no second record that could disagree with the queue.
/// </summary>
internal static class IdentityHash
{
    private const string UserKind = "user";
    private const string KeyKind = "key";

    /// <summary>The entry of an authenticated user.</summary>
    public static EntryId User(KeyRing keys, string eventId, string userId) => new(Hash(keys, UserKind, eventId, userId));

    /// <summary>The entry of a visitor: user, else idempotency key, else random.</summary>
    public static EntryId Entry(KeyRing keys, string eventId, Visitor visitor)
    {
        if (visitor.UserId is { } user)
            return User(keys, eventId, user);
        return new EntryId(visitor.IdempotencyKey is { } key ? Hash(keys, KeyKind, eventId, key) : Random());
    }

    /// <summary>What a pass is bound to; zero binds it to nobody.</summary>
    public static UInt128 PassUser(KeyRing keys, string eventId, string? userId) =>
        userId is null ? UInt128.Zero : Hash(keys, "pass", eventId, userId);

    /// <summary>The record of an idempotency key, in the scope of its user.</summary>
    public static UInt128 KeyRecord(KeyRing keys, Visitor visitor) =>
        Hash(keys, "idempotency", visitor.UserId is { } user ? UserKind + user : KeyKind, visitor.IdempotencyKey!);

    /// <summary>What tells one join request from another.</summary>
    public static UInt128 Fingerprint(KeyRing keys, string eventId, string? label) =>
        Hash(keys, label is null ? "join" : "join-as", eventId, label ?? "");

    /// <summary>The record of an idempotency key at any endpoint, in the scope of its user and route.</summary>
    public static UInt128 Request(KeyRing keys, string? userId, string route, string key) =>
        Hash(keys, "request", userId is null ? KeyKind : UserKind + userId, route, key);

    /// <summary>What tells the content of one request from another's.</summary>
    public static UInt128 Content(KeyRing keys, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        keys.Identities.Sign(content, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static UInt128 Random()
    {
        Span<byte> bytes = stackalloc byte[EntryId.Size];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Each part is written with its length in front, so that no two lists of parts are the same bytes.</summary>
    private static UInt128 Hash(KeyRing keys, params ReadOnlySpan<string> parts)
    {
        var size = 0;
        foreach (var part in parts)
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        Span<byte> text = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        var length = 0;
        foreach (var part in parts)
            length = Append(text, length, part);
        return Content(keys, text[..length]);

        static int Append(Span<byte> text, int at, string part)
        {
            var written = Encoding.UTF8.GetBytes(part, text[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32LittleEndian(text[at..], written);
            return at + sizeof(int) + written;
        }
    }
}
