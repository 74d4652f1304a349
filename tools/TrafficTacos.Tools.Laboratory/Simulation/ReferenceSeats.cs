namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>Counts who is inside, by what their sessions say, and independently of the engine. An admission beyond the maximum breaks the
/// bound.</summary>
/// <param name="maximum">The most who may be inside at once; 0 for no limit.</param>
internal sealed class ReferenceSeats(int maximum)
{
    private readonly Dictionary<int, long> _ends = [];
    private readonly SortedSet<(long Ends, int Visitor)> _order = [];

    public int Maximum { get; set; } = maximum;

    /// <summary>A visitor is inside until then. Returns false if there was no seat.</summary>
    public bool TryTake(int visitor, long ends, long at)
    {
        while (_order.Count > 0 && _order.Min.Ends < at)
            Release(_order.Min.Visitor);
        Hold(visitor, ends);
        return Maximum == 0 || _order.Count <= Maximum;
    }

    public void Hold(int visitor, long ends)
    {
        Release(visitor);
        _ends[visitor] = ends;
        _order.Add((ends, visitor));
    }

    public void Release(int visitor)
    {
        if (_ends.Remove(visitor, out var ends))
            _order.Remove((ends, visitor));
    }
}
