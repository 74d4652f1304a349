using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How many visitors would enter at a time if they were let in: they have waited their minimum and neither entered nor abandoned
/// the queue nor fallen asleep, and they are no ghosts and none of those who do not come in their turn. Only they can use a token.</summary>
internal sealed class WillingVisitors
{
    private readonly long[] _from;
    private readonly long[] _until;

    public WillingVisitors(SaleTrace trace)
    {
        var times = trace.Visitors
            .Where(visitor => visitor.HasJoined && !visitor.IsGhost && visitor.WhenReady is null or AbandonmentKind.Unspent)
            .Select(visitor => (From: visitor.ArrivesAt + (long)trace.Policy.LongestMinimumWait, Until: Math.Min(visitor.SleepsAt, visitor.EnteredAt >= 0 ? visitor.EnteredAt : visitor.AbandonsAt)))
            .Where(time => time.From < time.Until)
            .ToArray();
        _from = [.. times.Select(time => time.From).Order()];
        _until = [.. times.Select(time => time.Until).Order()];
    }

    /// <param name="at">Microseconds since the start of the sale.</param>
    public int CountAt(long at) => CountBefore(_from, at) - CountBefore(_until, at);

    private static int CountBefore(long[] times, long at)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] <= at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
