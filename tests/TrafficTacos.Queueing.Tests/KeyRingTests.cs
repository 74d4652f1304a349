using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tests;

/// <summary>Which key signs, which are accepted, and what a shared secret is good for.</summary>
public sealed class KeyRingTests
{
    [Fact]
    public void Of_configured_keys_the_first_signs_and_all_are_found_by_their_ids()
    {
        var keys = new KeyRing(new TokenOptions { SigningKeys = [Key("new"), Key("old")], IdentitySecret = Text("identity") });
        Assert.Equal("new", Encoding.ASCII.GetString(keys.SigningKeyId));
        Assert.Equal(HMACSHA256.HashData(Derived(Secret("new"), "waiting token"), "text"u8), Sign(keys.Signing(TokenKind.Waiting)));
        Assert.Equal(HMACSHA256.HashData(Derived(Secret("new"), "reservation token"), "text"u8), Sign(keys.Signing(TokenKind.Reservation)));
        foreach (var id in (string[])["new", "old"])
        {
            Assert.True(keys.TryFind(Encoding.ASCII.GetBytes(id), TokenKind.Waiting, out var signer));
            Assert.Equal(HMACSHA256.HashData(Derived(Secret(id), "waiting token"), "text"u8), Sign(signer));
            Assert.True(keys.TryFindOld(Encoding.ASCII.GetBytes(id), out signer));
            Assert.Equal(HMACSHA256.HashData(Secret(id), "text"u8), Sign(signer));
        }

        foreach (var id in (string[])["", "ne", "news", "New", "identity"])
        {
            Assert.False(keys.TryFind(Encoding.ASCII.GetBytes(id), TokenKind.Waiting, out var signer));
            Assert.Null(signer);
        }

        Assert.Equal(HMACSHA256.HashData(Secret("identity"), "text"u8), Sign(keys.Identities));
    }

    [Fact]
    public void Of_shared_secrets_the_first_signs_and_names_people_and_those_from_before_are_accepted()
    {
        var (before, after) = (new KeyRing(new TokenOptions(), Secret("before")), new KeyRing(new TokenOptions(), Secret("after"), Secret("before")));
        Assert.False(before.SigningKeyId.SequenceEqual(after.SigningKeyId));
        Assert.True(after.TryFind(before.SigningKeyId, TokenKind.Waiting, out var signer));
        Assert.Equal(Sign(before.Signing(TokenKind.Waiting)), Sign(signer));
        Assert.False(before.TryFind(after.SigningKeyId, TokenKind.Waiting, out _));
        Assert.Equal(Sign(new KeyRing(new TokenOptions(), Secret("after")).Identities), Sign(after.Identities));
        Assert.NotEqual(Sign(before.Identities), Sign(after.Identities));
    }

    /// <summary>Gateways of two releases share one secret, and each has to derive the same keys from it.</summary>
    [Fact]
    public void A_shared_secret_has_a_key_for_each_use_and_is_none_itself()
    {
        var keys = new KeyRing(new TokenOptions(), Secret("shared"));
        var shared = Secret("shared");
        Assert.Equal(HMACSHA256.HashData(Derived(Derived(shared, "signing"), "waiting token"), "text"u8), Sign(keys.Signing(TokenKind.Waiting)));
        Assert.Equal(HMACSHA256.HashData(Derived(shared, "identity"), "text"u8), Sign(keys.Identities));
        Assert.Equal(Convert.ToHexString(Derived(shared, "id")[..4]), Encoding.ASCII.GetString(keys.SigningKeyId));
    }

    [Fact]
    public void A_shared_secret_stands_in_for_what_is_not_configured()
    {
        var shared = new KeyRing(new TokenOptions(), Secret("shared"));
        var signs = new KeyRing(new TokenOptions { SigningKeys = [Key("new")] }, Secret("shared"));
        var names = new KeyRing(new TokenOptions { IdentitySecret = Text("identity") }, Secret("shared"));
        Assert.Equal(Sign(shared.Identities), Sign(signs.Identities));
        Assert.False(signs.TryFind(shared.SigningKeyId, TokenKind.Waiting, out _));
        Assert.Equal(Sign(shared.Signing(TokenKind.Waiting)), Sign(names.Signing(TokenKind.Waiting)));
        Assert.NotEqual(Sign(shared.Identities), Sign(names.Identities));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(48)]
    public void A_secret_is_base64_of_at_least_32_bytes(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        Assert.True(KeyRing.TryReadSecret(Convert.ToBase64String(bytes), out var secret));
        Assert.Equal(bytes, secret);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")] // 31 bytes
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] // 32 bytes without their padding
    [InlineData("this is a long text and it is no base64 at all, not even a part of it")]
    public void Anything_else_is_no_secret(string? text)
    {
        Assert.False(KeyRing.TryReadSecret(text, out var secret));
        Assert.Empty(secret);
        var mistake = Assert.Throws<InvalidOperationException>(() => new KeyRing(new TokenOptions { IdentitySecret = text ?? "" }, Secret("shared")));
        Assert.Equal("The secret was not validated.", mistake.Message);
    }

    [Fact]
    public void The_next_signature_sets_up_no_key_again()
    {
        var signer = new KeyRing(new TokenOptions(), Secret("shared")).Signing(TokenKind.Waiting);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        signer.Sign("text"u8, mac);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            signer.Sign("text"u8, mac);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Many_sign_at_once_each_as_if_alone()
    {
        var keys = new KeyRing(new TokenOptions(), Secret("shared"));
        var texts = Enumerable.Range(0, 2_000).Select(BitConverter.GetBytes).ToList();
        var expected = texts.Select(text => Sign(keys.Signing(TokenKind.Waiting), text)).ToList();
        Assert.Equal(expected, await Task.WhenAll(texts.Select(text => Task.Run(() => Sign(keys.Signing(TokenKind.Waiting), text)))));
    }

    private static byte[] Derived(byte[] secret, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyRing.SecretSize, [], Encoding.ASCII.GetBytes(use));

    private static byte[] Sign(HmacSigner signer) => Sign(signer, "text"u8);

    private static byte[] Sign(HmacSigner signer, ReadOnlySpan<byte> text)
    {
        var mac = new byte[HMACSHA256.HashSizeInBytes];
        signer.Sign(text, mac);
        return mac;
    }

    private static SigningKey Key(string id) => new() { Id = id, Secret = Text(id) };

    private static string Text(string of) => Convert.ToBase64String(Secret(of));

    private static byte[] Secret(string of) => SHA256.HashData(Encoding.ASCII.GetBytes(of));
}
