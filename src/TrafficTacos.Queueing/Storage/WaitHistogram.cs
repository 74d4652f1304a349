using System.Numerics;

namespace TrafficTacos.Queueing.Storage;

/// <summary>How long those waited who were let in. In quarters of a second: the first 16 have a bucket each, and every doubling after that
/// has eight, so a percentile is right to an eighth. lua/include/add_wait.lua counts the same.</summary>
internal static class WaitHistogram
{
    public const int Buckets = 8 * MaxDoublings + 16;

    private const int MaxDoublings = 20;
    private const long Quarter = 250_000;

    /// <param name="wait">In microseconds.</param>
    public static int BucketOf(long wait)
    {
        var value = Math.Max(0, wait) / Quarter;
        var doublings = Math.Max(0, BitOperations.Log2((ulong)value) - 3);
        return doublings > MaxDoublings ? Buckets - 1 : 8 * doublings + (int)(value >> doublings);
    }

    /// <summary>Where a bucket begins; that of <see cref="Buckets"/> is the end of the last one.</summary>
    public static TimeSpan StartOf(int bucket)
    {
        var doublings = Math.Max(0, bucket / 8 - 1);
        return TimeSpan.FromMicroseconds(((long)(bucket - 8 * doublings) << doublings) * Quarter);
    }

    /// <summary>The wait that this share of them did not exceed; null if there are none. Within a bucket they are taken to lie evenly.</summary>
    public static TimeSpan? Percentile(IReadOnlyList<long> counts, double share)
    {
        var rank = share * counts.Sum();
        if (rank <= 0)
            return null;
        var before = 0L;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] > 0 && before + counts[i] >= rank)
                return StartOf(i) + (StartOf(i + 1) - StartOf(i)) * ((rank - before) / counts[i]);
            before += counts[i];
        }

        return null;
    }
}
