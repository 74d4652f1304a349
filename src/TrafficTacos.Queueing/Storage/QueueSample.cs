namespace TrafficTacos.Queueing.Storage;

/// <summary>The ranks at some positions, evenly over the whole queue: see lua/sample.lua. Times are microseconds, the level millionths of a token.</summary>
/// <param name="Now">Store time.</param>
/// <param name="FirstJoin">From which ranks count; 0 if nobody came.</param>
/// <param name="Time">The time that decides the phase.</param>
/// <param name="Length">Of the queue.</param>
/// <param name="Level">Of the bucket.</param>
/// <param name="Mode">What the event does.</param>
/// <param name="Phase">Where it is in its schedule.</param>
/// <param name="IsUndrawn">It is before the draw: then there are no ranks.</param>
/// <param name="IsFull">Every seat is taken.</param>
/// <param name="Ranks">In their order.</param>
internal sealed record QueueSample(
    long Now, long FirstJoin, long Time, long Length, long Level, EventMode Mode, EventPhase Phase, bool IsUndrawn, bool IsFull, IReadOnlyList<double> Ranks)
{
    /// <summary>The position, from 1, that the rank of this number stands for.</summary>
    public long PositionOf(int number) => PositionOf(number, Ranks.Count, Length);

    public static long PositionOf(int number, int count, long length) => count > 1 ? 1 + number * (length - 1) / (count - 1) : 1;
}
