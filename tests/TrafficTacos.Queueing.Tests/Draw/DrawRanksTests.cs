using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>The order of a draw: complete, without equals, and before every arrival, also where values are equal.</summary>
public sealed class DrawRanksTests
{
    private const double Lowest = -9_007_199_254_740_992;

    [Fact]
    public void Numbers_are_a_permutation_ranks_ascend_with_them_and_none_reaches_an_arrival() =>
        Prop.ForAll(Gen.Choose(0, 250).ToArbitrary(), Gen.Choose(8, 14).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (count, bits, seed) =>
        {
            var leaves = SampleDraw.Leaves(count);
            foreach (var width in (int[])[bits, 52])
            {
                var ranks = DrawRanks.Of(SampleDraw.Seed(seed), leaves, width);
                Assert.Equal(Enumerable.Range(1, count), ranks.Numbers.ToArray().Order());
                var ascending = Enumerable.Range(0, count).OrderBy(i => ranks.Numbers[i]).Select(i => ranks.Ranks[i]).ToArray();
                for (var i = 1; i < count; i++)
                    Assert.True(ascending[i] > ascending[i - 1]);
                Assert.All(ascending, rank => Assert.InRange(rank, -(double)(1L << (width + 1)), -(double)(1L << width) - 1));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>By a plain rule: sort by value and leaf, give the next free value, and push down from the top what does not fit.</summary>
    [Fact]
    public void Equal_values_are_ordered_by_leaf_and_get_the_next_free_ranks()
    {
        var leaves = SampleDraw.Leaves(200);
        var exact = DrawRanks.Of(SampleDraw.Seed(1), leaves);
        var ranks = DrawRanks.Of(SampleDraw.Seed(1), leaves, 8);
        var free = new SortedSet<int>(Enumerable.Range(0, 256));
        var expected = Enumerable.Range(0, 200)
            .Select(i => (Value: (int)Math.Floor((exact.Ranks[i] - Lowest) / (1L << 44)), Index: i))
            .OrderBy(one => one.Value).ThenBy(one => one.Index).ToArray();
        var given = new int[200];
        for (var i = 0; i < 200; i++)
            given[i] = Math.Max(expected[i].Value, i == 0 ? 0 : given[i - 1] + 1);
        for (var (i, top) = (199, 255); i >= 0; i--, top--)
            given[i] = Math.Min(given[i], top);
        Assert.True(expected.Select(one => one.Value).Distinct().Count() < 200);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(i + 1, ranks.Numbers[expected[i].Index]);
            Assert.Equal(given[i] - 512, ranks.Ranks[expected[i].Index]);
            Assert.True(free.Remove(given[i]));
        }
    }

    [Fact]
    public void A_full_space_of_values_gives_every_rank_once()
    {
        var ranks = DrawRanks.Of(SampleDraw.Seed(2), SampleDraw.Leaves(256), 8);
        Assert.Equal(Enumerable.Range(-512, 256).Select(rank => (double)rank), ranks.Ranks.ToArray().Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawRanks.Of(SampleDraw.Seed(2), SampleDraw.Leaves(257), 8));
    }

    [Fact]
    public void One_leaf_has_the_rank_that_it_has_among_all()
    {
        var leaves = SampleDraw.Leaves(500);
        var ranks = DrawRanks.Of(SampleDraw.Seed(3), leaves);
        for (var i = 0; i < leaves.Count; i++)
            Assert.Equal(ranks.Ranks[i], DrawRanks.Of(SampleDraw.Seed(3), leaves[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawRanks.Of(SampleDraw.Seed(3), leaves[0][..31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawRanks.Of(SampleDraw.Seed(3).AsSpan(1), leaves[0]));
    }
}
