namespace TrafficTacos.Queueing.Storage.InMemory;

internal enum PassState
{
    Live = 1,
    Claimed = 2,
    Spent = 3,
}

/// <summary>Lease: until when the claim holds; zero when nobody has claimed it.</summary>
internal readonly record struct Pass(PassState State, long Ticket, long Expires, UInt128 User, UInt128 Claim, long Lease = 0);

/// <summary>Passes: claim, spend, give back.</summary>
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
            // Whoever claimed it and let the lease run out has died; the visitor must not lose their turn with that gateway.
            if (pass.State == PassState.Claimed && at <= pass.Lease)
                return RedeemReply.ClaimedByAnother;
            _passes[place.Entry] = pass with { State = PassState.Claimed, Claim = claim, Lease = at + (long)policy.ClaimLease };
            return RedeemReply.Done;
        }

        if (pass.State != PassState.Claimed || pass.Claim != claim)
            return RedeemReply.ClaimedByAnother;
        _passes[place.Entry] = pass with { State = step == RedeemStep.Spend ? PassState.Spent : PassState.Live, Lease = 0 };
        return RedeemReply.Done;
    }

    private Pass? LivePass(EntryId entry, long at) =>
        _passes.TryGetValue(entry, out var pass) && at <= pass.Expires ? pass : null;

    private void DropOldPasses(long at)
    {
        foreach (var (entry, pass) in _passes)
        {
            if (at > pass.Expires)
                _passes.Remove(entry);
        }
    }
}
