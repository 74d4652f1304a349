using System.Buffers.Binary;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// Tokens of version 0.3, which visitors hold while gateways are replaced:
/// <c>kind 1 | of-user 1 | ticket 8 | entry 16 | user 16 | key id length 1 | key id | event id | HMAC-SHA-256 cut to 16</c>, signed with the
/// configured key itself. They prove no loss.
/// </summary>
internal static class OldTokenFormat
{
    private const int MacSize = 16;
    private const int FixedSize = 1 + 1 + 8 + EntryId.Size + 16 + 1;

    public static bool TryRead(KeyRing keys, TokenKind kind, ReadOnlySpan<byte> bytes, out Token token)
    {
        token = default;
        var signed = bytes.Length - MacSize;
        if (signed < FixedSize)
            return false;
        var idEnd = FixedSize + bytes[FixedSize - 1];
        if (idEnd >= signed || !keys.TryFindOld(bytes[FixedSize..idEnd], out var signer) || !TokenCodec.IsSigned(signer, bytes))
            return false;
        token = new Token(kind, Encoding.ASCII.GetString(bytes[idEnd..signed]), TokenCodec.ReadPlace(bytes), bytes[1] == 1)
        {
            Pass = new PassProof(Generation.None, 0, 0, 0, BinaryPrimitives.ReadUInt128BigEndian(bytes[26..])),
        };
        return true;
    }
}
