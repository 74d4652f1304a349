using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>The content of a token. User: the user a reservation token is bound to; zero for nobody and in a waiting token.</summary>
internal readonly record struct Token(TokenKind Kind, string EventId, Place Place, bool OfUser, UInt128 User);

internal enum TokenKind : byte
{
    Waiting = 1,
    Reservation = 2,
}

/// <summary>
/// Writes and reads tokens: base64url of
/// <c>kind 1 | of-user 1 | ticket 8 | entry 16 | user 16 | key id length 1 | key id | event id | HMAC-SHA-256 cut to 16</c>.
/// The signature covers everything before it, so a token of one kind never passes for one of the other.
/// </summary>
internal static class TokenCodec
{
    private const int MacSize = 16;
    private const int FixedSize = 1 + 1 + 8 + EntryId.Size + 16 + 1;
    private const int MaxSize = FixedSize + KeyRing.MaxIdLength + EventIdFormat.MaxLength + MacSize;

    /// <summary>Base64url of <see cref="MaxSize"/> bytes; a longer text is no token.</summary>
    private const int MaxLength = (MaxSize + 2) / 3 * 4;

    public static string Write(KeyRing keys, in Token token)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        bytes[0] = (byte)token.Kind;
        bytes[1] = token.OfUser ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], token.Place.Ticket);
        token.Place.Entry.Write(bytes[10..]);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[26..], token.User);
        var id = keys.SigningKeyId;
        bytes[42] = (byte)id.Length;
        id.CopyTo(bytes[FixedSize..]);
        var length = FixedSize + id.Length;
        length += Encoding.ASCII.GetBytes(token.EventId, bytes[length..]);
        Sign(keys.Signing, bytes[..length], bytes[length..]);
        return Base64Url.EncodeToString(bytes[..(length + MacSize)]);
    }

    /// <summary>False for any text that this waiting room did not sign, character for character; the caller is not told why.</summary>
    public static bool TryRead(KeyRing keys, TokenKind kind, string? text, out Token token)
    {
        token = default;
        if (text is null || text.Length > MaxLength)
            return false;
        Span<byte> buffer = stackalloc byte[MaxSize];
        if (!TryDecode(text, buffer, out var length) || length < FixedSize + MacSize || buffer[0] != (byte)kind)
            return false;

        var bytes = buffer[..length];
        var idEnd = FixedSize + bytes[42];
        var signed = length - MacSize;
        if (idEnd >= signed || !keys.TryFind(bytes[FixedSize..idEnd], out var signer))
            return false;
        Span<byte> mac = stackalloc byte[MacSize];
        Sign(signer, bytes[..signed], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[signed..]))
            return false;

        token = new Token(
            kind,
            Encoding.ASCII.GetString(bytes[idEnd..signed]),
            new Place(EntryId.Read(bytes[10..26]), BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
            bytes[1] == 1,
            BinaryPrimitives.ReadUInt128BigEndian(bytes[26..]));
        return true;
    }

    /// <summary>The decoder accepts white space, padding and stray bits. A token has one spelling, so the text is compared with what encodes back.</summary>
    private static bool TryDecode(string text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out length))
            return false;
        Span<char> again = stackalloc char[MaxLength];
        return Base64Url.TryEncodeToChars(bytes[..length], again, out var written) && text.AsSpan().SequenceEqual(again[..written]);
    }

    private static void Sign(HmacSigner signer, ReadOnlySpan<byte> bytes, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        signer.Sign(bytes, whole);
        whole[..MacSize].CopyTo(mac);
    }
}
