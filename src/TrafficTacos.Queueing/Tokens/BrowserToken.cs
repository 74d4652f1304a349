using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// The identity of a browser: base64url of <c>id 16 | key id | HMAC-SHA-256 of both, cut to 16</c>. The id is random and is all that
/// counts, so a browser keeps its places when the signing key rotates.
/// </summary>
internal static class BrowserToken
{
    private const int IdSize = 16;
    private const int MacSize = 16;
    private const int MaxSize = IdSize + KeyRing.MaxIdLength + MacSize;
    private const int MaxLength = (MaxSize * 4 + 2) / 3;

    public static string Create(KeyRing keys)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        RandomNumberGenerator.Fill(bytes[..IdSize]);
        var id = keys.SigningKeyId;
        id.CopyTo(bytes[IdSize..]);
        var signed = IdSize + id.Length;
        Sign(keys.Signing(TokenKind.Browser), bytes[..signed], bytes[signed..]);
        return Base64Url.EncodeToString(bytes[..(signed + MacSize)]);
    }

    /// <summary>The id, in hexadecimal digits; null for any text that this waiting room did not sign.</summary>
    public static string? Read(KeyRing keys, string? text)
    {
        Span<byte> buffer = stackalloc byte[MaxSize + 2];
        if (text is null or { Length: > MaxLength } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, buffer, out var length))
            return null;
        var signed = length - MacSize;
        if (signed <= IdSize || !keys.TryFind(buffer[IdSize..signed], TokenKind.Browser, out var signer))
            return null;
        Span<byte> mac = stackalloc byte[MacSize];
        Sign(signer, buffer[..signed], mac);
        return CryptographicOperations.FixedTimeEquals(mac, buffer[signed..length]) ? Convert.ToHexStringLower(buffer[..IdSize]) : null;
    }

    /// <summary>Not with the signing key, which rotates while a browser keeps what was signed.</summary>
    public static string Sign(KeyRing keys, string browserId, string text)
    {
        Span<byte> mac = stackalloc byte[MacSize];
        Sign(keys.Identities, Encoding.UTF8.GetBytes($"browser:{browserId}:{text}"), mac);
        return Base64Url.EncodeToString(mac);
    }

    private static void Sign(HmacSigner signer, ReadOnlySpan<byte> bytes, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        signer.Sign(bytes, whole);
        whole[..MacSize].CopyTo(mac);
    }
}
