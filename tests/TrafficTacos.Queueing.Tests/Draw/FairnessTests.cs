using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>
/// Everybody has the same chance of every number: the χ² of the numbers over many draws, for those who came first, for those who came last,
/// and for those whom an adversary chose among many candidates before the randomness was there. The seeds are fixed, so a result is no luck.
/// </summary>
public sealed class FairnessTests
{
    private const int Visitors = 200;
    private const int Draws = 4_000;
    private const int Classes = 20;

    /// <summary>Exceeded by one in 10,000 samples with 19 degrees of freedom.</summary>
    private const double Critical = 50.8;

    [Fact]
    public void Who_comes_early_or_late_has_the_same_chance_of_each_number()
    {
        var leaves = SampleDraw.Leaves(Visitors);
        AssertUniform(leaves, SampleDraw.Leaf(0));
        AssertUniform(leaves, SampleDraw.Leaf(Visitors / 2));
        AssertUniform(leaves, SampleDraw.Leaf(Visitors - 1));
        AssertUniform(leaves, [.. Enumerable.Range(0, 20).Select(SampleDraw.Leaf)]);
        AssertUniform(leaves, [.. Enumerable.Range(Visitors - 20, 20).Select(SampleDraw.Leaf)]);
    }

    /// <summary>An adversary with 50,000 accounts brings the ten whose leaves are smallest, and the ten who would have won the last draws.</summary>
    [Fact]
    public void Leaves_chosen_before_the_freeze_gain_nothing()
    {
        var candidates = Enumerable.Range(Visitors, 50_000).Select(SampleDraw.Leaf).ToArray();
        byte[][] smallest = [.. candidates.OrderBy(leaf => DrawText.Hex(leaf), StringComparer.Ordinal).Take(10)];
        byte[][] winners = [.. candidates.OrderBy(leaf => Enumerable.Range(1, 5).Sum(draw => DrawRanks.Of(SampleDraw.Seed(-draw), leaf))).Take(10)];
        var leaves = LeafList.Sort(Enumerable.Range(0, Visitors - 20).Select(SampleDraw.Leaf).Concat(smallest).Concat(winners).SelectMany(leaf => leaf).ToArray());
        AssertUniform(leaves, smallest);
        AssertUniform(leaves, winners);
    }

    /// <summary>Each pair meets in either order equally often, which uniform numbers alone do not say.</summary>
    [Fact]
    public void Of_two_visitors_each_is_first_in_half_of_the_draws()
    {
        var leaves = SampleDraw.Leaves(Visitors);
        var (first, last) = (leaves.IndexOf(SampleDraw.Leaf(0)), leaves.IndexOf(SampleDraw.Leaf(Visitors - 1)));
        var wins = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var numbers = DrawRanks.Of(SampleDraw.Seed(draw), leaves).Numbers;
            wins += numbers[first] < numbers[last] ? 1 : 0;
        }

        // Four standard deviations.
        Assert.InRange(wins, Draws / 2 - 2 * Math.Sqrt(Draws), Draws / 2 + 2 * Math.Sqrt(Draws));
    }

    private static void AssertUniform(LeafList leaves, params byte[][] watched)
    {
        var indices = watched.Select(leaf => leaves.IndexOf(leaf)).ToArray();
        Assert.DoesNotContain(-1, indices);
        var counts = new int[Classes];
        for (var draw = 0; draw < Draws; draw++)
        {
            var numbers = DrawRanks.Of(SampleDraw.Seed(draw), leaves).Numbers;
            foreach (var index in indices)
                counts[(numbers[index] - 1) * Classes / Visitors]++;
        }

        var expected = (double)Draws * watched.Length / Classes;
        var statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.True(statistic < Critical, $"χ² = {statistic:0.0}: {string.Join(' ', counts)}");
    }
}
