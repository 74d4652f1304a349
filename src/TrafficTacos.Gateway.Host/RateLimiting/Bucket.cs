using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Whose bucket it is, and its limit.</summary>
/// <param name="Reason">The kind of client, which is also why a request is refused: a label of few values.</param>
/// <param name="Key">The client, hashed: of one size, and no user or address in a key of the store.</param>
/// <param name="Limit">How fast it fills.</param>
internal readonly record struct Bucket(string Reason, UInt128 Key, Limit Limit)
{
    public const string User = "user";
    public const string Token = "token";
    public const string Address = "ip";
    public const string Accounts = "accounts";

    public static Bucket Of(string reason, string client, Limit limit)
    {
        // No reason contains a colon, so that no client of one kind is one of another.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{reason}:{client}"));
        return new Bucket(reason, BinaryPrimitives.ReadUInt128BigEndian(hash), limit);
    }
}
