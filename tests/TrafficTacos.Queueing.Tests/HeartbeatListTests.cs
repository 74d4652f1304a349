using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

/// <summary>The count that goes on where it stopped, against a recount.</summary>
public sealed class HeartbeatListTests
{
    [Fact]
    public void The_silent_equal_a_recount_whoever_asks_and_goes() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(300).ToArbitrary(), numbers =>
        {
            var list = new HeartbeatList();
            var living = new List<QueueEntry>();
            for (var step = 0; step < numbers.Length; step++)
            {
                // Several at one instant, as in a burst.
                var (at, number) = (step / 3, numbers[step]);
                switch (living.Count == 0 ? 0 : number % 4)
                {
                    case 0:
                        living.Add(new QueueEntry(new EntryId((UInt128)(uint)step), step, step) { Heartbeat = at });
                        list.Insert(living[^1]);
                        break;
                    case 1:
                        list.Remove(living[number % living.Count]);
                        living.RemoveAt(number % living.Count);
                        break;
                    case 2:
                        // Some are reported late.
                        var asks = living[number % living.Count];
                        list.Remove(asks);
                        asks.Heartbeat = Math.Max(0, at - (number % 3 == 0 ? number % 20 : 0));
                        list.Insert(asks);
                        break;
                    default:
                        Assert.Equal(living.Count(entry => entry.Heartbeat < at - 7), list.CountBefore(at - 7));
                        break;
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
