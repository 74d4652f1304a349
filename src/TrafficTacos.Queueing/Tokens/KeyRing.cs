using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>The keys of one waiting room: one signs, all are accepted, one more turns identities into entry ids.</summary>
internal sealed class KeyRing
{
    public const int SecretSize = 32;
    public const int MaxIdLength = 16;

    private readonly SigningKeys[] _keys;

    /// <param name="options">Configured keys; may be none.</param>
    /// <param name="shared">Secrets all gateways agreed on, for whatever is not configured: the one that holds, then those
    /// that held before the store lost its data.</param>
    public KeyRing(TokenOptions options, params IReadOnlyList<byte[]> shared)
    {
        _keys = options.SigningKeys.Count == 0
            ? [.. shared.Select(secret => new SigningKeys(SharedId(secret), Derive(secret, "signing"u8)))]
            : [.. options.SigningKeys.Select(key => new SigningKeys(Encoding.ASCII.GetBytes(key.Id), Read(key.Secret)))];
        Identities = new HmacSigner(options.IdentitySecret is { } secret ? Read(secret) : Derive(shared[0], "identity"u8));
        DrawSalts = Derive(options.IdentitySecret is { } identity ? Read(identity) : shared[0], "draw salts"u8);
    }

    /// <summary>The key of the salts that hide who has which leaf of a draw.</summary>
    public byte[] DrawSalts { get; }

    /// <summary>Turns identities into entry ids.</summary>
    public HmacSigner Identities { get; }

    public ReadOnlySpan<byte> SigningKeyId => _keys[0].Id;

    /// <summary>Each kind of token has a key of its own.</summary>
    public HmacSigner Signing(TokenKind kind) => _keys[0].Of(kind);

    public static bool TryReadSecret(string? text, out byte[] secret)
    {
        secret = [];
        var buffer = new byte[text?.Length ?? 0];
        if (!Convert.TryFromBase64String(text ?? "", buffer, out var length) || length < SecretSize)
            return false;
        secret = buffer[..length];
        return true;
    }

    public bool TryFind(ReadOnlySpan<byte> id, TokenKind kind, [NotNullWhen(true)] out HmacSigner? signer)
    {
        signer = Find(id)?.Of(kind);
        return signer is not null;
    }

    /// <summary>The key that signed every kind of token in version 0.3.</summary>
    public bool TryFindOld(ReadOnlySpan<byte> id, [NotNullWhen(true)] out HmacSigner? signer)
    {
        signer = Find(id)?.Old;
        return signer is not null;
    }

    private SigningKeys? Find(ReadOnlySpan<byte> id)
    {
        foreach (var key in _keys)
        {
            if (id.SequenceEqual(key.Id))
                return key;
        }

        return null;
    }

    private static byte[] Read(string text) =>
        TryReadSecret(text, out var secret) ? secret : throw new InvalidOperationException("The secret was not validated.");

    /// <summary>Tells shared secrets apart, and tells nothing of them.</summary>
    private static byte[] SharedId(byte[] secret) => Encoding.ASCII.GetBytes(Convert.ToHexString(Derive(secret, "id"u8).AsSpan(0, 4)));

    /// <summary>One secret, several uses: HKDF keeps a signature from ever being an entry id.</summary>
    private static byte[] Derive(byte[] secret, ReadOnlySpan<byte> use)
    {
        var derived = new byte[SecretSize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, [], use);
        return derived;
    }

    /// <summary>What is made of one secret.</summary>
    private sealed class SigningKeys(byte[] id, byte[] secret)
    {
        private readonly HmacSigner _waiting = new(Derive(secret, "waiting token"u8));
        private readonly HmacSigner _reservation = new(Derive(secret, "reservation token"u8));
        private readonly HmacSigner _session = new(Derive(secret, "session token"u8));
        private readonly HmacSigner _browser = new(Derive(secret, "browser identity"u8));

        public byte[] Id => id;

        public HmacSigner Old { get; } = new(secret);

        public HmacSigner Of(TokenKind kind) => kind switch
        {
            TokenKind.Waiting => _waiting,
            TokenKind.Reservation => _reservation,
            TokenKind.Session => _session,
            _ => _browser,
        };
    }
}
