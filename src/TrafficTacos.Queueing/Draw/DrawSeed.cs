namespace TrafficTacos.Queueing.Draw;

/// <summary>What decides a draw: nobody knows it before the randomness is there, and it holds for that announcement and those leaves alone.</summary>
internal static class DrawSeed
{
    public const int Size = 32;

    /// <summary>The hash of the length-prefixed list: the text tq-draw-1, the announcement's hash, the root, the randomness (of the
    /// beacon's round, or the secret); 32 bytes each.</summary>
    public static byte[] Of(ReadOnlySpan<byte> announcementHash, ReadOnlySpan<byte> root, ReadOnlySpan<byte> randomness)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(announcementHash.Length, Size, nameof(announcementHash));
        ArgumentOutOfRangeException.ThrowIfNotEqual(root.Length, Size, nameof(root));
        ArgumentOutOfRangeException.ThrowIfNotEqual(randomness.Length, Size, nameof(randomness));
        return new LengthPrefixedList().Add(DrawAnnouncement.Tq1).Add(announcementHash).Add(root).Add(randomness).Hash();
    }
}
