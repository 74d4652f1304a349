using System.Globalization;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>One request's claim on a pass, from <see cref="IAdmissionPasses.ClaimAsync"/>.</summary>
public sealed class PassClaim
{
    /// <summary>A claim of an event's pass. The waiting room makes its own; this is for tests of code that takes one.</summary>
    /// <param name="eventId">The event that the visitor was admitted to.</param>
    public PassClaim(string eventId)
        : this(eventId, default, default, default)
    {
    }

    internal PassClaim(string eventId, Place place, PassProof pass, PassClaimant claimant)
    {
        EventId = eventId;
        Place = place;
        Pass = pass;
        Claimant = claimant;
    }

    /// <summary>The event that the visitor was admitted to.</summary>
    public string EventId { get; }

    /// <summary>Names the pass: 16 hexadecimal digits, the same in every request with it.</summary>
    public string PassId => Pass.Id.ToString("x16", CultureInfo.InvariantCulture);

    internal Place Place { get; }

    internal PassProof Pass { get; }

    /// <summary>Its owner is random, so that one who lost the claim to another request can end nothing.</summary>
    internal PassClaimant Claimant { get; }
}
