using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// Keyed hashes (HMAC-SHA-256 truncated to 16 bytes) of identities. Because the entry id is the identity, one identity has one place
/// by construction: there is no second record that could disagree with the queue.
/// </summary>
internal static class IdentityHash
{
    private const string UserKind = "user";
    private const string KeyKind = "key";
    private const string BrowserKind = "browser";

    /// <summary>The entry of an authenticated user.</summary>
    public static EntryId User(KeyRing keys, string eventId, string userId) => new(Hash(keys, UserKind, eventId, userId));

    /// <summary>The entry of a browser without a log-in.</summary>
    public static EntryId Browser(KeyRing keys, string eventId, string browserId) => new(Hash(keys, BrowserKind, eventId, browserId));

    /// <summary>The entry of a visitor: by user, otherwise by browser, otherwise by idempotency key, otherwise random.</summary>
    public static EntryId Entry(KeyRing keys, JoinRequest request)
    {
        if (request.UserId is { } user)
            return User(keys, request.EventId, user);
        if (request.BrowserId is { } browser)
            return Browser(keys, request.EventId, browser);
        return new EntryId(request.IdempotencyKey is { } key ? Hash(keys, KeyKind, request.EventId, key) : Random());
    }

    /// <summary>The entry of a visitor whom nothing but an idempotency key identifies.</summary>
    public static EntryId Key(KeyRing keys, string eventId, string key) => new(Hash(keys, KeyKind, eventId, key));

    /// <summary>What the application said of where a visitor comes from; zero for nothing.</summary>
    public static ulong Group(KeyRing keys, string eventId, string? group) =>
        group is null ? 0 : Math.Max(1, (ulong)(Hash(keys, "group", eventId, group) >> 64));

    /// <summary>40 bits of an entry, by which its visitor can be named to an operator.</summary>
    public static ulong Support(KeyRing keys, string eventId, EntryId entry)
    {
        Span<byte> text = stackalloc byte[8 + EntryId.Size + EventIdFormat.MaxLength];
        "support:"u8.CopyTo(text);
        entry.Write(text[8..]);
        var length = 8 + EntryId.Size + Encoding.UTF8.GetBytes(eventId, text[(8 + EntryId.Size)..]);
        return (ulong)(Content(keys, text[..length]) >> 88);
    }

    /// <summary>The user that a pass is bound to; zero for nobody.</summary>
    public static UInt128 PassUser(KeyRing keys, string eventId, string? userId) =>
        userId is null ? UInt128.Zero : Hash(keys, "pass", eventId, userId);

    /// <summary>The Idempotency-Key that a claim of a pass is bound to, in the scope of its user.</summary>
    public static UInt128 PassKey(KeyRing keys, PassClaimRequest request, string key) =>
        Hash(keys, "pass-key", request.EventId, request.UserId is { } user ? UserKind + user : KeyKind, key);

    /// <summary>The record of a join's idempotency key, in the scope of its user.</summary>
    public static UInt128 KeyRecord(KeyRing keys, JoinRequest request) =>
        Hash(keys, "idempotency", request.UserId is { } user ? UserKind + user : KeyKind, request.IdempotencyKey!);

    /// <summary>Tells two join requests under one key apart.</summary>
    public static UInt128 Fingerprint(KeyRing keys, JoinRequest request) =>
        Hash(keys, request.Label is null ? "join" : "join-as", request.EventId, request.Label ?? "");

    /// <summary>The record of an idempotency key at any endpoint, in the scope of its user and route.</summary>
    public static UInt128 Request(KeyRing keys, IdempotencyRequest request) =>
        Hash(keys, "request", request.UserId is null ? KeyKind : UserKind + request.UserId, request.Route, request.Key);

    /// <summary>Tells the content of two requests apart.</summary>
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

    /// <summary>Each part is preceded by its length, so that no two lists of parts are the same bytes.</summary>
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
