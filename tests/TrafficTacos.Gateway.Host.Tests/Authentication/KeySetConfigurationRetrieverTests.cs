using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>What a key set document says, and when it says nothing new.</summary>
public sealed class KeySetConfigurationRetrieverTests
{
    private readonly TestKey _key = TestKey.Ec("good");

    /// <summary>Tokens that are known rest on the object: another one, and all of them are checked again.</summary>
    [Fact]
    public async Task The_same_document_is_the_same_keys_and_another_is_not()
    {
        var documents = new Documents { Current = TestKey.KeySet(_key) };
        var reader = new KeySetConfigurationRetriever();
        var first = await reader.GetConfigurationAsync("", documents, default);
        Assert.Same(first, await reader.GetConfigurationAsync("", documents, default));
        documents.Current = TestKey.KeySet(_key, TestKey.Rsa("new"));
        var second = await reader.GetConfigurationAsync("", documents, default);
        Assert.Equal(["good", "new"], second.SigningKeys.Select(key => key.KeyId));
        Assert.Same(second, await reader.GetConfigurationAsync("", documents, default));
    }

    [Fact]
    public void Keys_that_sign_nothing_we_take_are_left_out()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var point = other.ExportParameters(false).Q;
        var longer = new { kty = "EC", crv = "P-384", kid = "longer", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
        var nameless = TestKey.Rsa("").Jwk;
        var shared = new { kty = "oct", kid = "shared", k = "AAAA" };

        Assert.Equal(["good"], KeySetConfigurationRetriever.Parse(Set(longer, nameless, _key.Jwk, shared)).SigningKeys.Select(key => key.KeyId));
        foreach (var alone in (object[])[longer, nameless, shared])
            Assert.Throws<ArgumentException>(() => KeySetConfigurationRetriever.Parse(Set(alone)));
    }

    private static string Set(params object[] keys) => JsonSerializer.Serialize(new { keys });

    private sealed class Documents : IDocumentRetriever
    {
        public required string Current { get; set; }

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) => Task.FromResult(Current);
    }
}
