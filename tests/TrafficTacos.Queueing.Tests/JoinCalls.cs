namespace TrafficTacos.Queueing.Tests;

/// <summary>Joins of whom the application says nothing.</summary>
internal static class JoinCalls
{
    public static ValueTask<JoinReply> JoinAsync(this IQueueStore store, string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        store.JoinAsync(eventId, entry, 0, policy, cancellationToken);
}
