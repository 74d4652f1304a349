using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Draw;

/// <summary>Randomness of the operator's own: 32 bytes, of which only the hash is announced.</summary>
internal static class DrawSecret
{
    public const int Size = 32;

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Size);

    public static byte[] CommitmentTo(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    /// <summary>Whether this is the secret that was announced.</summary>
    public static bool Opens(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> secret) =>
        secret.Length == Size && CommitmentTo(secret).AsSpan().SequenceEqual(commitment);
}
