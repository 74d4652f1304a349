using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Passes: claim, spend, release.</summary>
internal sealed partial class EventQueue
{
    private readonly Dictionary<EntryId, Pass> _passes = [];

    public RedeemReply Redeem(Place place, RedeemStep step, UInt128 claim, EventPolicy policy, long at)
    {
        if (LivePass(place.Entry, at) is not { } pass || pass.Ticket != place.Ticket)
            return RedeemReply.Gone;
        if (pass.State == PassState.Spent)
            return RedeemReply.Spent;
        if (step == RedeemStep.Claim)
        {
            // An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway.
            if (pass.State == PassState.Claimed && at <= pass.Lease)
                return RedeemReply.InUse;
            _passes[place.Entry] = pass with { State = PassState.Claimed, Claim = claim, Lease = at + (long)policy.ClaimLease };
            return RedeemReply.Done;
        }

        if (pass.State != PassState.Claimed || pass.Claim != claim)
            return RedeemReply.InUse;
        _passes[place.Entry] = pass with { State = step == RedeemStep.Spend ? PassState.Spent : PassState.Live, Lease = 0 };
        return RedeemReply.Done;
    }

    private Pass? LivePass(EntryId entry, long at) =>
        _passes.TryGetValue(entry, out var pass) && at <= pass.Expires ? pass : null;

    private void RemoveEndedPasses(long at)
    {
        foreach (var (entry, pass) in _passes)
        {
            if (at > pass.Expires)
                _passes.Remove(entry);
        }
    }
}
