using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>A claim that the store knows.</summary>
/// <param name="eventId">The event that the visitor was admitted to.</param>
/// <param name="place">The visitor's.</param>
/// <param name="pass">The one that is claimed.</param>
/// <param name="claimant">Its owner is random, so that one who lost the claim to another request can end nothing.</param>
/// <param name="begun">When it was made, for the <see cref="LeaseWatch"/>.</param>
internal sealed class HeldClaim(string eventId, Place place, PassProof pass, PassClaimant claimant, long begun) : PassClaim(eventId, pass.Id)
{
    public Place Place { get; } = place;

    public PassProof Pass { get; } = pass;

    public PassClaimant Claimant { get; } = claimant;

    public long Begun { get; } = begun;
}
