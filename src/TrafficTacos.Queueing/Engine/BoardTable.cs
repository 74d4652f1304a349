using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>
/// Which points of a sample stand on the board. Between two neighbouring points a position is told by a straight line, so points belong where
/// the line is worst: it is split there, again and again (Ramer, Douglas, Peucker), until the points are used up.
/// </summary>
internal static class BoardTable
{
    public const int MaxPoints = 64;

    /// <summary>Positions whose ranks are read. Between two of them nobody can be told a position that is further off than they are apart.</summary>
    public const int SampleSize = 512;

    /// <summary>The numbers of the points in the sample, in their order, each with how far off a position in the segment behind it may be told.</summary>
    public static List<(int Number, long Error)> Of(QueueSample sample)
    {
        var count = sample.Ranks.Count;
        if (count == 0)
            return [];
        var keys = sample.Ranks.Select(rank => BoardKey.Of(rank, sample.FirstJoin)).ToArray();
        if (count == 1)
            return [(0, 0)];
        var segments = new List<Segment> { Segment.Of(sample, keys, 0, count - 1) };
        while (segments.Count < MaxPoints - 1)
        {
            var worst = segments.MaxBy(segment => segment.Deviation);
            if (worst.Deviation <= 0)
                break;
            segments.Remove(worst);
            segments.Add(Segment.Of(sample, keys, worst.First, worst.At));
            segments.Add(Segment.Of(sample, keys, worst.At, worst.Last));
        }

        var points = segments.OrderBy(segment => segment.First).Select(segment => (segment.First, segment.Error)).ToList();
        points.Add((count - 1, 0));
        return points;
    }

    /// <param name="First">Where it begins.</param>
    /// <param name="Last">Where it ends.</param>
    /// <param name="At">Where a straight line is worst.</param>
    /// <param name="Deviation">How far off it is there.</param>
    /// <param name="Error">How far off it may be anywhere: positions between two of the sample are not known.</param>
    private readonly record struct Segment(int First, int Last, int At, double Deviation, long Error)
    {
        public static Segment Of(QueueSample sample, long[] keys, int first, int last)
        {
            var (from, to) = (sample.PositionOf(first), sample.PositionOf(last));
            var slope = (to - from) / ((double)keys[last] - keys[first]);
            var (at, deviation, gap) = (first, 0d, 0L);
            for (var i = first + 1; i <= last; i++)
            {
                var position = sample.PositionOf(i);
                gap = Math.Max(gap, position - sample.PositionOf(i - 1));
                var off = Math.Abs(from + ((double)keys[i] - keys[first]) * slope - position);
                if (off > deviation && i < last)
                    (at, deviation) = (i, off);
            }

            // Between two positions that are known, a line that is right at both is off by less than they are apart.
            return new Segment(first, last, at, deviation, (long)Math.Ceiling(deviation) + gap - 1);
        }
    }
}
