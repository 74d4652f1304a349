using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// Writes and reads tokens: base64url of
/// <c>format and kind 1 | of-user 1 | ticket 8 | entry 16 | generation 16 | fields | key id length 1 | key id | event id | HMAC-SHA-256 cut to 16</c>.
/// The fields of a waiting token are <c>offset 8 | seen at 8</c>, those of a reservation token
/// <c>granted at 8 | until 8 | pass id 8 | user 16</c>, and those of a session token
/// <c>session id 8 | user 16 | opened at 8 | confirmed at 8 | fresh until 8 | ends at 8 | maximum 8</c>. The signature covers everything before it and has a key of its own for each kind.
/// Tokens of version 0.3 are read, too: <see cref="OldTokenFormat"/>.
/// </summary>
internal static class TokenCodec
{
    private const int MacSize = 16;
    private const int Format = 0x10;
    private const int HeadSize = 1 + 1 + 8 + EntryId.Size + Generation.Size;
    private const int PlaceSize = 8 + 8;
    private const int PassSize = 8 + 8 + 8 + 16;
    private const int SessionSize = 8 + 16 + 5 * 8;
    private const int MaxSize = HeadSize + SessionSize + 1 + KeyRing.MaxIdLength + EventIdFormat.MaxLength + MacSize;

    /// <summary>Base64url of <see cref="MaxSize"/> bytes; a longer text is no token.</summary>
    private const int MaxLength = (MaxSize + 2) / 3 * 4;

    public static string Write(KeyRing keys, in Token token)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        bytes[0] = (byte)(Format | (int)token.Kind);
        bytes[1] = token.OfUser ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], token.Place.Ticket);
        token.Place.Entry.Write(bytes[10..]);
        WriteFields(token, bytes[26..], bytes[HeadSize..]);
        var length = FixedSize(token.Kind);
        var id = keys.SigningKeyId;
        bytes[length - 1] = (byte)id.Length;
        id.CopyTo(bytes[length..]);
        length += id.Length;
        length += Encoding.ASCII.GetBytes(token.EventId, bytes[length..]);
        Sign(keys.Signing(token.Kind), bytes[..length], bytes[length..]);
        return Base64Url.EncodeToString(bytes[..(length + MacSize)]);
    }

    /// <summary>False for any text that this waiting room did not sign, character for character; the caller is not told why.</summary>
    public static bool TryRead(KeyRing keys, TokenKind kind, string? text, out Token token)
    {
        token = default;
        if (text is null || text.Length > MaxLength)
            return false;
        Span<byte> buffer = stackalloc byte[MaxSize];
        if (!TryDecode(text, buffer, out var length) || length <= MacSize)
            return false;
        var bytes = buffer[..length];
        if (bytes[0] == (byte)kind && kind != TokenKind.Session)
            return OldTokenFormat.TryRead(keys, kind, bytes, out token);

        var fixedSize = FixedSize(kind);
        var signed = length - MacSize;
        if (bytes[0] != (Format | (int)kind) || signed < fixedSize)
            return false;
        var idEnd = fixedSize + bytes[fixedSize - 1];
        if (idEnd >= signed || !keys.TryFind(bytes[fixedSize..idEnd], kind, out var signer) || !IsSigned(signer, bytes))
            return false;

        var generation = Generation.Read(bytes[26..]);
        var fields = bytes[HeadSize..];
        token = new Token(kind, Encoding.ASCII.GetString(bytes[idEnd..signed]), ReadPlace(bytes), bytes[1] == 1);
        token = kind switch
        {
            TokenKind.Waiting => token with
            {
                Proof = new PlaceProof(generation, BinaryPrimitives.ReadInt64BigEndian(fields), BinaryPrimitives.ReadInt64BigEndian(fields[8..])),
            },
            TokenKind.Reservation => token with
            {
                Pass = new PassProof(
                    generation,
                    BinaryPrimitives.ReadInt64BigEndian(fields),
                    BinaryPrimitives.ReadInt64BigEndian(fields[8..]),
                    BinaryPrimitives.ReadUInt64BigEndian(fields[16..]),
                    BinaryPrimitives.ReadUInt128BigEndian(fields[24..])),
            },
            _ => token with { Session = ReadSession(generation, fields) },
        };
        return true;
    }

    private static void WriteFields(in Token token, Span<byte> generation, Span<byte> fields)
    {
        if (token.Kind == TokenKind.Waiting)
        {
            token.Proof.Generation.Write(generation);
            BinaryPrimitives.WriteInt64BigEndian(fields, token.Proof.Offset);
            BinaryPrimitives.WriteInt64BigEndian(fields[8..], token.Proof.SeenAt);
        }
        else if (token.Kind == TokenKind.Reservation)
        {
            token.Pass.Generation.Write(generation);
            BinaryPrimitives.WriteInt64BigEndian(fields, token.Pass.GrantedAt);
            BinaryPrimitives.WriteInt64BigEndian(fields[8..], token.Pass.Until);
            BinaryPrimitives.WriteUInt64BigEndian(fields[16..], token.Pass.Id);
            BinaryPrimitives.WriteUInt128BigEndian(fields[24..], token.Pass.User);
        }
        else
        {
            token.Session.Generation.Write(generation);
            BinaryPrimitives.WriteUInt64BigEndian(fields, token.Session.Id);
            BinaryPrimitives.WriteUInt128BigEndian(fields[8..], token.Session.User);
            BinaryPrimitives.WriteInt64BigEndian(fields[24..], token.Session.OpenedAt);
            BinaryPrimitives.WriteInt64BigEndian(fields[32..], token.Session.ConfirmedAt);
            BinaryPrimitives.WriteInt64BigEndian(fields[40..], token.Session.FreshUntil);
            BinaryPrimitives.WriteInt64BigEndian(fields[48..], token.Session.EndsAt);
            BinaryPrimitives.WriteInt64BigEndian(fields[56..], token.Session.Maximum);
        }
    }

    private static SessionProof ReadSession(Generation generation, ReadOnlySpan<byte> fields) => new(
        generation,
        BinaryPrimitives.ReadUInt64BigEndian(fields),
        BinaryPrimitives.ReadUInt128BigEndian(fields[8..]),
        BinaryPrimitives.ReadInt64BigEndian(fields[24..]),
        BinaryPrimitives.ReadInt64BigEndian(fields[32..]),
        BinaryPrimitives.ReadInt64BigEndian(fields[40..]),
        BinaryPrimitives.ReadInt64BigEndian(fields[48..]),
        BinaryPrimitives.ReadInt64BigEndian(fields[56..]));

    internal static Place ReadPlace(ReadOnlySpan<byte> bytes) => new(EntryId.Read(bytes[10..26]), BinaryPrimitives.ReadInt64BigEndian(bytes[2..]));

    /// <summary>Whether the last bytes are the signature of the others.</summary>
    internal static bool IsSigned(HmacSigner signer, ReadOnlySpan<byte> bytes)
    {
        Span<byte> mac = stackalloc byte[MacSize];
        var signed = bytes.Length - MacSize;
        Sign(signer, bytes[..signed], mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes[signed..]);
    }

    private static int FixedSize(TokenKind kind) => HeadSize + 1 + kind switch
    {
        TokenKind.Waiting => PlaceSize,
        TokenKind.Reservation => PassSize,
        _ => SessionSize,
    };

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
