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

    [Fact]
    public void One_odd_key_takes_no_other_with_it()
    {
        string[] odd =
        [
            """{"kty":"RSA","kid":7,"n":"AQAB","e":"AQAB"}""", """{"kty":"RSA","kid":"number","n":65537,"e":"AQAB"}""",
            """{"kty":"EC","crv":"P-256","kid":"not on the curve","x":"AQAB","y":"AQAB"}""", """{"kty":"RSA","kid":"not base64","n":"***","e":"AQAB"}""",
            """{"kty":"RSA","kid":"for encryption","use":"enc","n":"AQAB","e":"AQAB"}""", "7", "null", """{"kty":["RSA"],"kid":"list"}""", "{}",
        ];
        var good = JsonSerializer.Serialize(_key.Jwk);
        // Members that say nothing of the key itself may be anything.
        string[] strange = [good.Replace("\"good\"", "\"ops\",\"key_ops\":\"verify\"", StringComparison.Ordinal), good.Replace("\"good\"", "\"chain\",\"x5c\":\"MIIB\"", StringComparison.Ordinal)];
        var document = $$"""{"keys":[{{string.Join(',', odd)}},{{good}},{{string.Join(',', strange)}}]}""";
        Assert.Equal(["good", "ops", "chain"], KeySetConfigurationRetriever.Parse(document).SigningKeys.Select(key => key.KeyId));
        KeySetParser.Parse(document, out var skipped);
        Assert.Equal(odd.Length, skipped.Count);
        Assert.Contains("key 0: no kid", skipped);
        Assert.Contains("key 4: for encryption", skipped);
    }

    private static string Set(params object[] keys) => JsonSerializer.Serialize(new { keys });

    private sealed class Documents : IDocumentRetriever
    {
        public required string Current { get; set; }

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) => Task.FromResult(Current);
    }
}
