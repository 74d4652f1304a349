using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

/// <summary>The tree against a plain list.</summary>
public sealed class PositionIndexTests
{
    [Fact]
    public void Positions_equal_a_recount_whatever_was_appended_and_removed() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(200).ToArbitrary(), numbers =>
        {
            var index = new PositionIndex();
            var list = new List<QueueEntry>();
            var ticket = 0L;
            foreach (var number in numbers)
            {
                if (number % 5 < 3 || list.Count == 0)
                {
                    var entry = new QueueEntry(new EntryId((UInt128)(uint)number), ticket++);
                    index.Append(entry);
                    list.Add(entry);
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
            foreach (var before in (long[])[-1, 0, 1, 50, 100, 150, 1_000])
                Assert.Equal(list.Count(entry => entry.Ticket < before), index.CountBefore(before));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
