namespace TrafficTacos.Testing;

/// <summary>The points of a board as a visitor reads them.</summary>
public static class BoardPoints
{
    public static (double Position, long Error) Read(IReadOnlyList<(long Key, long Position, long Error)> points, long key)
    {
        var next = 0;
        while (next < points.Count && points[next].Key <= key)
            next++;
        if (next == 0)
            return (1, 0);
        var from = points[next - 1];
        if (next == points.Count)
            return (from.Position, from.Error);
        var to = points[next];
        return (from.Position + (to.Position - from.Position) * (((double)key - from.Key) / ((double)to.Key - from.Key)), from.Error);
    }
}
