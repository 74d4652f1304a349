using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>The order of admission compared with the order of the queue. Ready visitors may enter in any order, so the difference
/// measures the visitors' own pace within the bucket's reach.</summary>
/// <param name="KendallTau">1 for the same order, 0 for no correlation.</param>
/// <param name="MaxDisplacement">The largest number of ranks between admission and the queue.</param>
/// <param name="P99Displacement">The 99th percentile of that number.</param>
/// <param name="Displacements">The number of visitors by displacement, in bins of powers of two: 0, 1, 2–3, 4–7, …</param>
internal sealed record Fairness(double KendallTau, int MaxDisplacement, int P99Displacement, IReadOnlyList<int> Displacements)
{
    public static Fairness Of(SaleTrace trace)
    {
        var entered = trace.Admitted.Select(number => trace.Visitors[number].Rank).ToArray();
        var joined = (long[])entered.Clone();
        Array.Sort(joined);
        var ranks = Array.ConvertAll(entered, rank => Array.BinarySearch(joined, rank));
        var displacements = ranks.Select((rank, index) => Math.Abs(rank - index)).Order().ToArray();
        var counts = new int[33];
        foreach (var displacement in displacements)
            counts[displacement == 0 ? 0 : 1 + System.Numerics.BitOperations.Log2((uint)displacement)]++;
        var pairs = (double)ranks.Length * (ranks.Length - 1) / 2;
        return new Fairness(
            pairs > 0 ? 1 - 2 * CountInversions(ranks) / pairs : 1,
            displacements.Length == 0 ? 0 : displacements[^1],
            displacements.Length == 0 ? 0 : displacements[(int)Math.Min(displacements.Length - 1, Math.Ceiling(0.99 * displacements.Length))],
            counts[..(1 + Array.FindLastIndex(counts, count => count > 0))]);
    }

    /// <summary>Counts the inversions of a permutation with a bottom-up merge sort.</summary>
    private static double CountInversions(int[] ranks)
    {
        var (from, to) = ((int[])ranks.Clone(), new int[ranks.Length]);
        var inversions = 0d;
        for (var width = 1; width < ranks.Length; width *= 2)
        {
            for (var start = 0; start < ranks.Length; start += 2 * width)
            {
                var (middle, end) = (Math.Min(start + width, ranks.Length), Math.Min(start + 2 * width, ranks.Length));
                var (left, right) = (start, middle);
                for (var i = start; i < end; i++)
                {
                    if (right >= end || (left < middle && from[left] <= from[right]))
                    {
                        to[i] = from[left++];
                    }
                    else
                    {
                        inversions += middle - left;
                        to[i] = from[right++];
                    }
                }
            }

            (from, to) = (to, from);
        }

        return inversions;
    }
}
