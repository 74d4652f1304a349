using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>One visitor in the queue.</summary>
internal sealed class QueueEntry(EntryId id, long ticket, double rank)
{
    public EntryId Id => id;

    /// <summary>Of who is drawn, the rank; see lua/include/rank.lua.</summary>
    public long Ticket { get; set; } = ticket;

    /// <summary>What the position index sorts.</summary>
    public double Rank { get; set; } = rank;

    /// <summary>Where the position index keeps it; 0 among those out of order.</summary>
    public int Slot { get; set; }

    /// <summary>The last heartbeat by the waiting clock, or the deadline of a soft leave, negated.</summary>
    public long Heartbeat { get; set; }

    /// <summary>Whether there was a poll since the join.</summary>
    public bool HasPolled { get; set; }

    /// <summary>Since when it has been the visitor's turn, by the waiting clock; null before they were told.</summary>
    public long? TurnSince { get; set; }

    /// <summary>The list that holds the heartbeat, and the neighbours in it.</summary>
    public HeartbeatList? List { get; set; }

    /// <inheritdoc cref="List"/>
    public QueueEntry? Before { get; set; }

    /// <inheritdoc cref="List"/>
    public QueueEntry? After { get; set; }
}
