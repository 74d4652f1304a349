using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The client whose bucket a request uses, and the bucket's limit.</summary>
/// <param name="Kind">The kind of client. It is also the label of a refusal.</param>
/// <param name="Key">The hash of the client: short, and without a user id or an address that the store could disclose.</param>
/// <param name="Limit">The limit.</param>
internal readonly record struct Partition(string Kind, UInt128 Key, BucketLimit Limit)
{
    public const string User = "user";
    public const string Token = "token";
    public const string Address = "ip";
    public const string Accounts = "accounts";
    public const string AccountName = "account";
    public const string Ceiling = "ceiling";
    public const string Operator = "operator";
    public const string OperatorSignIn = "operator_sign_in";
    public const string OperatorName = "operator_name";

    /// <summary>Whether it limits guesses of passwords.</summary>
    public bool IsOfAccounts => Kind is Accounts or AccountName or OperatorSignIn or OperatorName;

    public static Partition Of(string kind, string client, BucketLimit limit)
    {
        // No kind contains a colon, so two clients of different kinds never have the same text.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{client}"));
        return new Partition(kind, BinaryPrimitives.ReadUInt128BigEndian(hash), limit);
    }
}
