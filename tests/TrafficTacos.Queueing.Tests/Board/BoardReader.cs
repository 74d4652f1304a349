using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.Tests.Board;

/// <summary>A board as a visitor reads it.</summary>
internal static class BoardReader
{
    public static (double Position, long Error) Read(EventBoard board, long key) =>
        BoardPoints.Read([.. board.Points.Select(point => (point.Key, point.Position, point.Error))], key);

    public static (double Position, long Error) Read(QueueSample sample, IReadOnlyList<(int Number, long Error)> points, long key) =>
        BoardPoints.Read([.. points.Select(point => (BoardKey.Of(sample.Ranks[point.Number], sample.FirstJoin), sample.PositionOf(point.Number), point.Error))], key);
}
