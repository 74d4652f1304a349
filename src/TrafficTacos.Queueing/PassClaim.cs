namespace TrafficTacos.Queueing;

/// <summary>One request's claim on a pass, from <see cref="IAdmissionPasses.ClaimAsync"/>.</summary>
public sealed class PassClaim
{
    /// <summary>A claim of an event's pass. The waiting room makes its own; this is for tests of code that takes one.</summary>
    /// <param name="eventId">The event that the visitor was admitted to.</param>
    public PassClaim(string eventId)
        : this(eventId, default, 0, default)
    {
    }

    internal PassClaim(string eventId, UInt128 entry, long ticket, UInt128 id)
    {
        EventId = eventId;
        Entry = entry;
        Ticket = ticket;
        Id = id;
    }

    /// <summary>The event that the visitor was admitted to.</summary>
    public string EventId { get; }

    internal UInt128 Entry { get; }

    internal long Ticket { get; }

    /// <summary>Random, so that an owner who lost the claim to another request can end nothing.</summary>
    internal UInt128 Id { get; }
}
