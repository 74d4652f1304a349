using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// The queue in the order of ranks. Who is drawn has a rank below all arrivals and stands before all who are not, so the two are kept apart: a draw
/// of any size then moves its visitors one by one, in the order of their ranks, and there is no moment at which all must move.
/// </summary>
internal sealed class PositionIndex
{
    private readonly RankedSlots _drawn = new();
    private readonly RankedSlots _arrived = new();

    public int Count => _drawn.Count + _arrived.Count;

    /// <summary>The largest rank, or null in an empty queue.</summary>
    public double? LastRank => LargestRankBelow(double.PositiveInfinity);

    public void Add(QueueEntry entry) => Of(entry.Rank).Add(entry);

    public void Remove(QueueEntry entry) => Of(entry.Rank).Remove(entry);

    /// <summary>1 + the number of entries ahead.</summary>
    public int PositionOf(QueueEntry entry) => 1 + CountBefore(entry.Rank);

    /// <summary>How many entries have a smaller rank.</summary>
    public int CountBefore(double rank) => Rank.IsDrawn(rank) ? _drawn.CountBefore(rank) : _drawn.Count + _arrived.CountBefore(rank);

    /// <summary>The rank at a position, which must exist.</summary>
    public double RankAt(int position) => position <= _drawn.Count ? _drawn.RankAt(position) : _arrived.RankAt(position - _drawn.Count);

    /// <summary>The largest rank that is smaller than this one, or null.</summary>
    public double? LargestRankBelow(double rank)
    {
        var position = CountBefore(rank);
        return position == 0 ? null : RankAt(position);
    }

    /// <summary>The entries at positions 1 to <paramref name="limit"/>, in order.</summary>
    public IEnumerable<QueueEntry> Head(long limit) =>
        limit <= _drawn.Count ? _drawn.Head(limit) : _drawn.Head(_drawn.Count).Concat(_arrived.Head(limit - _drawn.Count));

    /// <summary>The entries behind this rank, in order.</summary>
    public IEnumerable<QueueEntry> After(double rank) => Rank.IsDrawn(rank) ? _drawn.After(rank).Concat(_arrived.After(double.NegativeInfinity)) : _arrived.After(rank);

    private RankedSlots Of(double rank) => Rank.IsDrawn(rank) ? _drawn : _arrived;
}
