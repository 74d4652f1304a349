using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Draws.</summary>
internal sealed partial class InMemoryQueueStore
{
    public ValueTask<DrawReply> DrawAsync(string eventId, DrawStep step, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (step, policy), static (queue, a, at) => queue.Draw(a.step, a.policy, at)));

    public ValueTask<IReadOnlyList<DrawnEntry>> ReadDrawnAsync(
        string eventId, bool left, double? after, int limit, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (left, after, limit), static (queue, a, _) => queue.ReadDrawn(a.left, a.after, a.limit)));

    public ValueTask<DrawPart> KeepPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, DrawPart part, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (root, number, part), static (queue, a, _) => queue.KeepPart(a.root.Span, a.number, a.part)));

    public ValueTask<DrawPart> ReadPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (root, number), static (queue, a, _) => queue.ReadPart(a.root.Span, a.number)));

    public ValueTask<int?> RankAsync(string eventId, int part, IReadOnlyList<DrawnRank> ranks, EventPolicy policy, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(eventId, (part, ranks), static (queue, a, _) => queue.Rerank(a.part, a.ranks)));
}
