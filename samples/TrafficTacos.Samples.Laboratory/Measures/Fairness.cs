using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>The order of entering against the order of joining, among those who entered. Everybody ready may enter, in
/// whatever order they come: so these measure the visitors' own pace, within the bucket's capacity.</summary>
/// <param name="KendallTau">1: the same order; 0: none.</param>
/// <param name="MaximumDisplacement">Places by which somebody entered earlier or later than they joined.</param>
/// <param name="P99Displacement">The same for 99 in 100.</param>
/// <param name="Displacements">How many by how much, in steps of powers of two: 0, 1, 2–3, 4–7, …</param>
internal sealed record Fairness(double KendallTau, int MaximumDisplacement, int P99Displacement, IReadOnlyList<int> Displacements)
{
    public static Fairness Of(Trace trace)
    {
        var entered = trace.Admitted.Select(number => trace.People[number].Place.Ticket).ToArray();
        var joined = (long[])entered.Clone();
        Array.Sort(joined);
        var ranks = Array.ConvertAll(entered, ticket => Array.BinarySearch(joined, ticket));
        var displaced = ranks.Select((rank, at) => Math.Abs(rank - at)).Order().ToArray();
        var counts = new int[33];
        foreach (var distance in displaced)
            counts[distance == 0 ? 0 : 1 + System.Numerics.BitOperations.Log2((uint)distance)]++;
        var pairs = (double)ranks.Length * (ranks.Length - 1) / 2;
        return new Fairness(
            pairs > 0 ? 1 - 2 * Inversions(ranks) / pairs : 1,
            displaced.Length == 0 ? 0 : displaced[^1],
            displaced.Length == 0 ? 0 : displaced[(int)Math.Min(displaced.Length - 1, Math.Ceiling(0.99 * displaced.Length))],
            counts[..(1 + Array.FindLastIndex(counts, count => count > 0))]);
    }

    /// <summary>Pairs in the wrong order, counted while merging.</summary>
    private static double Inversions(int[] ranks)
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
