using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing;

/// <summary>One request's hold on a pass, from <see cref="IWaitingRoom.ClaimAsync"/>.</summary>
public sealed class PassClaim
{
    internal PassClaim(string eventId, Place place, UInt128 id)
    {
        EventId = eventId;
        Place = place;
        Id = id;
    }

    /// <summary>The event the visitor was admitted to.</summary>
    public string EventId { get; }

    internal Place Place { get; }

    internal UInt128 Id { get; }
}
