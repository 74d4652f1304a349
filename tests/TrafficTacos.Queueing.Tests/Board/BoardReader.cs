using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.Tests.Board;

/// <summary>A board as a visitor reads it.</summary>
internal static class BoardReader
{
    public static (double Position, long Error) Read(EventBoard board, long key) =>
        Read([.. board.Points.Select(point => (point.Key, point.Position, point.Error))], key);

    public static (double Position, long Error) Read(QueueSample sample, IReadOnlyList<(int Number, long Error)> points, long key) =>
        Read([.. points.Select(point => (BoardKey.Of(sample.Ranks[point.Number], sample.FirstJoin), sample.PositionOf(point.Number), point.Error))], key);

    private static (double Position, long Error) Read(IReadOnlyList<(long Key, long Position, long Error)> points, long key)
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
