using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>The part of the store that keeps draws. Both stores are one. Throws <see cref="WaitingRoomUnavailableException"/> if the store
/// does not answer.</summary>
internal interface IDrawStore
{
    /// <summary>Takes the draw one step further, if it is the next, and reads the record. Before the reply of a step that others rely on, a
    /// replica has it, where there is one.</summary>
    ValueTask<DrawReply> DrawAsync(string eventId, DrawStep step, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Reads one page of who is in a draw that is frozen.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="left">Of those who left since, in the order of their tickets; otherwise of those in the queue.</param>
    /// <param name="after">Where the last page ended; null for the first.</param>
    /// <param name="limit">How many at most. Less: it was the last page.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<DrawnEntry>> ReadDrawnAsync(string eventId, bool left, double? after, int limit, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Keeps one part of the list of leaves with this root, unless it is there.</summary>
    ValueTask<DrawPart> KeepPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, DrawPart part, CancellationToken cancellationToken);

    /// <summary>Reads one part; empty if it is not there.</summary>
    ValueTask<DrawPart> ReadPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, CancellationToken cancellationToken);

    /// <summary>Gives visitors their drawn ranks.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="part">The number of this part, from 0.</param>
    /// <param name="ranks">Who gets which.</param>
    /// <param name="policy">The configured numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many parts are done, in order; null if the draw is in no such stage.</returns>
    ValueTask<int?> RankAsync(string eventId, int part, IReadOnlyList<DrawnRank> ranks, EventPolicy policy, CancellationToken cancellationToken);
}
