using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>One visitor in the queue.</summary>
internal sealed class QueueEntry(EntryId id, long ticket)
{
    public EntryId Id => id;

    public long Ticket => ticket;

    /// <summary>What the position index sorts.</summary>
    public double Rank { get; } = Admission.Rank.Of(ticket);

    /// <summary>Where the position index keeps it.</summary>
    public int Slot { get; set; }

    /// <summary>The last heartbeat, or the deadline of a soft leave, negated.</summary>
    public long Heartbeat { get; set; }

    /// <summary>Neighbours in the list of heartbeats or of soft leaves.</summary>
    public QueueEntry? Before { get; set; }

    /// <inheritdoc cref="Before"/>
    public QueueEntry? After { get; set; }
}
