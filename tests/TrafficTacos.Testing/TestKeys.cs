using TrafficTacos.Queueing;

using TrafficTacos.Queueing.Tokens;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>Configured secrets, so that tokens stay genuine when Redis forgets everything, and so that a test can read which
/// place in the journal a client's token stands for. To clients tokens are opaque.</summary>
internal static class TestKeys
{
    private const string KeyId = "test";
    private static readonly string SigningSecret = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
    private static readonly string IdentitySecret = Convert.ToBase64String(Enumerable.Range(101, 32).Select(i => (byte)i).ToArray());

    private static readonly KeyRing Ring = new(Set(new TokenOptions()), []);

    /// <summary>For a gateway in a process of its own.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["WaitingRoom__Tokens__SigningKeys__0__Id"] = KeyId,
        ["WaitingRoom__Tokens__SigningKeys__0__Secret"] = SigningSecret,
        ["WaitingRoom__Tokens__IdentitySecret"] = IdentitySecret,
    };

    public static TokenOptions Set(TokenOptions tokens)
    {
        tokens.SigningKeys.Add(new SigningKey { Id = KeyId, Secret = SigningSecret });
        tokens.IdentitySecret = IdentitySecret;
        return tokens;
    }

    public static Place PlaceOf(string waitingToken)
    {
        Assert.True(TokenCodec.TryRead(Ring, TokenKind.Waiting, waitingToken, out var token), $"'{waitingToken}' is no waiting token of ours.");
        return token.Place;
    }
}
