using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.Tests.Board;

/// <summary>Everybody who reads their position from a board is told one that is as near as the board says.</summary>
public sealed class BoardTableTests
{
    private const long Epoch = 1_790_000_000_000_000;

    /// <summary>What part of the queue a board may be off where many come: scale.md's promise to visitors.</summary>
    private const double Promise = 0.005;

    public static TheoryData<string, int> Queues { get; } = new()
    {
        { "steady", 1 }, { "steady", 2 }, { "steady", 3 }, { "steady", 64 }, { "steady", 65 }, { "steady", 511 }, { "steady", 513 }, { "steady", 100_000 },
        { "rush", 300_000 }, { "waves", 50_000 }, { "left at random", 50_000 }, { "drawn", 300_000 }, { "drawn and late", 40_000 }, { "came back", 20_000 },
        { "two hours apart", 30_000 },
    };

    [Theory]
    [MemberData(nameof(Queues))]
    public void A_position_is_as_near_as_the_board_says(string kind, int length)
    {
        var ranks = RanksOf(kind, length);
        var sample = SampleOf(ranks);
        var points = BoardTable.Of(sample);
        Assert.InRange(points.Count, 1, BoardTable.MaxPoints);
        Assert.Equal((1, length), (sample.PositionOf(points[0].Number), sample.PositionOf(points[^1].Number)));
        for (var i = 0; i < ranks.Length; i++)
        {
            var (told, error) = BoardReader.Read(sample, points, BoardKey.Of(ranks[i], Epoch));
            Assert.True(Math.Abs(told - (i + 1)) <= error + 0.5, $"{kind}: position {i + 1} is told as {told:0.0}, within {error}.");
        }

        if (length >= 1000)
            Assert.All(points, point => Assert.True(point.Error <= Promise * length, $"{kind}: {point.Error} of {length}."));
    }

    [Fact]
    public void An_empty_queue_has_no_points() => Assert.Empty(BoardTable.Of(SampleOf([])));

    /// <summary>A short queue is told exactly.</summary>
    [Fact]
    public void Of_64_visitors_each_is_a_point()
    {
        var points = BoardTable.Of(SampleOf(RanksOf("left at random", 64)));
        Assert.All(points, point => Assert.InRange(point.Error, 0, 1));
    }

    internal static QueueSample SampleOf(double[] ranks)
    {
        var count = Math.Min(ranks.Length, BoardTable.SampleSize);
        var sampled = Enumerable.Range(0, count).Select(i => ranks[QueueSample.PositionOf(i, count, ranks.Length) - 1]).ToArray();
        return new QueueSample(Epoch, Epoch, Epoch, ranks.Length, 0, EventMode.Normal, EventPhase.Open, false, false, sampled);
    }

    private static double[] RanksOf(string kind, int length)
    {
        var random = new Random(length);
        var ranks = new SortedSet<double>();
        while (ranks.Count < length)
            ranks.Add(RankOf(kind, ranks.Count, length, random));
        return [.. ranks];
    }

    private static double RankOf(string kind, int i, int length, Random random)
    {
        const long second = 1_000_000 * Rank.Spacing;
        return kind switch
        {
            "steady" => i * 1000L * Rank.Spacing,
            // Half of them in the first seconds, as at an opening.
            "rush" => Math.Floor(-Math.Log(1 - random.NextDouble()) * 20 * 1_000_000) * Rank.Spacing,
            "waves" => (random.Next(6) * 600 * second) + (random.Next(5_000_000) * (double)Rank.Spacing),
            "left at random" => random.Next(2_000_000_000) * (double)Rank.Spacing,
            "drawn" => Drawn(random),
            "drawn and late" => i % 4 == 0 ? random.Next(60_000_000) * (double)Rank.Spacing : Drawn(random),
            "came back" => (random.Next(60_000_000) * (double)Rank.Spacing) + random.Next(2),
            _ => (i % 2 * 7200 * second) + (random.Next(30_000_000) * (double)Rank.Spacing),
        };
    }

    private static double Drawn(Random random) => Rank.LargestDrawn - random.NextInt64(1L << 52);
}
