using System.Buffers.Text;
using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Tests;

public sealed class TokenTests
{
    private static readonly Generation Life = Generation.Create(1_763_900_000_000_000, 0xFEDC_BA98_7654_3210);
    private static readonly KeyRing Keys = Ring("a");

    private static Token Sample(TokenKind kind) =>
        new(kind, "concert-2026", new Place(new EntryId(UInt128.MaxValue - 5), 1_763_900_000_123_456), true)
        {
            Proof = kind == TokenKind.Waiting ? new PlaceProof(Life, 1025, 1_763_900_060_123_456) : default,
            Session = kind == TokenKind.Session ? new SessionProof(Life, 0x0FED_CBA9_8765_4321, 78, 1, 2, 3, 4, 5) : default,
            Pass = kind == TokenKind.Reservation ? new PassProof(Life, 1_763_900_061_000_000, 1_763_900_091_000_000, 0x1234_5678_9ABC_DEF0, 77) : default,
        };

    private static KeyRing Ring(params string[] ids) => new(
        new TokenOptions
        {
            SigningKeys = [.. ids.Select(id => new SigningKey { Id = id, Secret = Secret(id) })],
            IdentitySecret = Secret("identity"),
        });

    private static string Secret(string of) => Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(of)));

    [Theory]
    [InlineData("e")]
    [InlineData("concert-2026")]
    [InlineData("A.b_c:d-0")]
    public void What_is_written_is_read(string eventId)
    {
        foreach (var kind in (TokenKind[])[TokenKind.Waiting, TokenKind.Reservation, TokenKind.Session])
        {
            var token = Sample(kind) with { EventId = eventId };
            Assert.True(TokenCodec.TryRead(Keys, kind, TokenCodec.Write(Keys, token), out var read));
            Assert.Equal(token, read);
        }
    }

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 0, 1)]
    [InlineData(false, long.MaxValue, ulong.MaxValue)]
    public void Each_part_is_read_as_it_was_written(bool ofUser, long ticket, ulong number)
    {
        var place = new Place(new EntryId(UInt128.MaxValue - number), ticket);
        var token = new Token(TokenKind.Reservation, "concert", place, ofUser) { Pass = new PassProof(Life, ticket, ticket, number, number) };
        Assert.True(TokenCodec.TryRead(Keys, TokenKind.Reservation, TokenCodec.Write(Keys, token), out var read));
        Assert.Equal(token, read);
    }

    [Fact]
    public void What_is_no_token_is_refused_and_leaves_nothing_behind()
    {
        var whole = Base64Url.DecodeFromChars(TokenCodec.Write(Keys, Sample(TokenKind.Waiting)));
        // A prefix of any length, nothing but zeros of any length, texts that no buffer is large enough for, and a token of no event.
        foreach (var text in (IEnumerable<string?>)
        [
            null,
            .. Enumerable.Range(0, whole.Length).Select(length => Base64Url.EncodeToString(whole.AsSpan(0, length))),
            .. Enumerable.Range(0, 300).Select(length => Base64Url.EncodeToString(new byte[length])),
            .. Enumerable.Range(260, 20).Select(length => new string('A', length)),
            new string('A', 100_000),
            TokenCodec.Write(Keys, Sample(TokenKind.Waiting) with { EventId = "" }),
        ])
        {
            Assert.False(TokenCodec.TryRead(Keys, TokenKind.Waiting, text, out var token), text);
            Assert.Equal(default, token);
        }
    }

    [Fact]
    public void The_longest_event_id_fits()
    {
        foreach (var kind in (TokenKind[])[TokenKind.Waiting, TokenKind.Session])
        {
            var token = Sample(kind) with { EventId = new string('x', EventIdFormat.MaxLength) };
            Assert.True(TokenCodec.TryRead(Ring("a234567890123456"), kind, TokenCodec.Write(Ring("a234567890123456"), token), out var read));
            Assert.Equal(token, read);
        }
    }

    [Fact]
    public void A_token_is_safe_in_a_url() =>
        Assert.Matches("^[A-Za-z0-9_-]+$", TokenCodec.Write(Keys, Sample(TokenKind.Waiting)));

    [Fact]
    public void One_kind_is_never_taken_for_the_other()
    {
        Assert.False(TokenCodec.TryRead(Keys, TokenKind.Reservation, TokenCodec.Write(Keys, Sample(TokenKind.Waiting)), out _));
        Assert.False(TokenCodec.TryRead(Keys, TokenKind.Waiting, TokenCodec.Write(Keys, Sample(TokenKind.Reservation)), out _));
    }

    [Fact]
    public void Every_changed_byte_is_found_out()
    {
        var bytes = Base64Url.DecodeFromChars(TokenCodec.Write(Keys, Sample(TokenKind.Waiting)));
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                Assert.False(TokenCodec.TryRead(Keys, TokenKind.Waiting, Base64Url.EncodeToString(bytes), out _), $"byte {i} bit {bit}");
                bytes[i] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public void A_token_has_one_spelling()
    {
        var text = TokenCodec.Write(Keys, Sample(TokenKind.Waiting) with { EventId = "concert" });
        foreach (var other in (string[])[text + "=", text + "==", " " + text, text + "\n", text[..^1], text + "A", text.Insert(4, " "), "", "=", "A"])
            Assert.False(TokenCodec.TryRead(Keys, TokenKind.Waiting, other, out _), other);
        // Bits beyond the last whole byte: the same bytes for the decoder, another text.
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var accepted = alphabet.Count(last => TokenCodec.TryRead(Keys, TokenKind.Waiting, text[..^1] + last, out _));
        Assert.Equal(1, accepted);
    }

    [Fact]
    public void Keys_rotate_while_old_tokens_live()
    {
        var old = TokenCodec.Write(Ring("a"), Sample(TokenKind.Waiting));
        Assert.True(TokenCodec.TryRead(Ring("a", "b"), TokenKind.Waiting, old, out _));
        Assert.True(TokenCodec.TryRead(Ring("b", "a"), TokenKind.Waiting, old, out _));
        Assert.False(TokenCodec.TryRead(Ring("b"), TokenKind.Waiting, old, out _));
        Assert.True(TokenCodec.TryRead(Ring("b"), TokenKind.Waiting, TokenCodec.Write(Ring("b", "a"), Sample(TokenKind.Waiting)), out _));
    }

    [Fact]
    public void An_identity_keeps_its_entry_when_signing_keys_rotate() =>
        Assert.Equal(IdentityHash.User(Ring("a"), "concert", "u1"), IdentityHash.User(Ring("b", "a"), "concert", "u1"));

    [Fact]
    public void Identities_do_not_run_into_each_other()
    {
        EntryId[] entries =
        [
            IdentityHash.User(Keys, "concert", "u1"),
            IdentityHash.User(Keys, "concertu", "1"),
            IdentityHash.User(Keys, "concert2", "u1"),
            Entry(key: "u1"),
            Entry(),
            Entry(),
        ];
        Assert.Equal(entries.Length, entries.Distinct().Count());
        Assert.Equal(entries[0], Entry("u1", "a key"));

        static EntryId Entry(string? user = null, string? key = null) =>
            IdentityHash.Entry(Keys, new JoinRequest { EventId = "concert", UserId = user, IdempotencyKey = key });
    }
}
