using System.Buffers.Binary;
using System.Security.Cryptography;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// What stands for a visitor in the public list: <c>SHA-256("tq-leaf" ‖ salt 16 ‖ entry 16 ‖ ticket 8, big-endian)</c>. The salt is keyed and
/// told to that visitor alone, so nobody else can find a leaf from an entry id.
/// </summary>
internal static class DrawLeaf
{
    public const int Size = SHA256.HashSizeInBytes;
    public const int SaltSize = 16;

    private static ReadOnlySpan<byte> LeafPrefix => "tq-leaf"u8;

    private static ReadOnlySpan<byte> SaltPrefix => "tq-draw-salt"u8;

    /// <summary>Writes <see cref="SaltSize"/> bytes: HMAC-SHA-256 of <c>"tq-draw-salt" ‖ generation 16 ‖ entry 16</c>, cut.</summary>
    public static void WriteSalt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> generation, EntryId entry, Span<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(generation.Length, DrawAnnouncement.GenerationSize, nameof(generation));
        Span<byte> text = stackalloc byte[SaltPrefix.Length + DrawAnnouncement.GenerationSize + EntryId.Size];
        SaltPrefix.CopyTo(text);
        generation.CopyTo(text[SaltPrefix.Length..]);
        entry.Write(text[(SaltPrefix.Length + generation.Length)..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, mac);
        mac[..SaltSize].CopyTo(salt);
    }

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public static void Write(ReadOnlySpan<byte> salt, EntryId entry, long ticket, Span<byte> leaf)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltSize, nameof(salt));
        Span<byte> text = stackalloc byte[LeafPrefix.Length + SaltSize + EntryId.Size + sizeof(long)];
        LeafPrefix.CopyTo(text);
        salt.CopyTo(text[LeafPrefix.Length..]);
        entry.Write(text[(LeafPrefix.Length + SaltSize)..]);
        BinaryPrimitives.WriteInt64BigEndian(text[^sizeof(long)..], ticket);
        SHA256.HashData(text, leaf);
    }
}
