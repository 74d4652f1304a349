using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

/// <summary>The tree against a plain list.</summary>
public sealed class PositionIndexTests
{
    [Fact]
    public void Positions_equal_a_recount_whoever_came_went_and_came_back() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(200).ToArbitrary(), numbers =>
        {
            var index = new PositionIndex();
            var list = new List<QueueEntry>();
            var ticket = 0L;
            foreach (var number in numbers)
            {
                if (number % 5 < 3 || list.Count == 0)
                {
                    // Some come back between others; a rank is given once.
                    var rank = number % 5 == 2 ? number % (ticket + 1) + (ticket + 1d) / 1024 : ticket;
                    var entry = new QueueEntry(new EntryId((UInt128)(uint)number), ticket++, rank);
                    index.Add(entry);
                    list.Add(entry);
                    list.Sort((one, other) => one.Rank.CompareTo(other.Rank));
                }
                else
                {
                    var gone = list[number % list.Count];
                    index.Remove(gone);
                    list.Remove(gone);
                }
            }

            Assert.Equal(list.Count, index.Count);
            Assert.Equal(list, index.Head(long.MaxValue));
            Assert.Equal(list.Take(7), index.Head(7));
            Assert.Equal(Enumerable.Range(1, list.Count), list.Select(index.PositionOf));
            Assert.Equal(list.Select(entry => entry.Rank), Enumerable.Range(1, list.Count).Select(index.RankAt));
            foreach (var before in (double[])[-1, 0, 0.01, 1, 50, 100.5, 150, 1_000])
            {
                Assert.Equal(list.Count(entry => entry.Rank < before), index.CountBefore(before));
                Assert.Equal(list.LastOrDefault(entry => entry.Rank < before)?.Rank, index.LargestRankBelow(before));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
