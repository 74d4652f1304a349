using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Passes: claim, spend, release.</summary>
internal sealed partial class EventQueue
{
    private const long ClaimedPassKept = 1_200_000_000;

    private readonly Dictionary<EntryId, Pass> _passes = [];

    public RedeemReply Redeem(Place place, RedeemStep step, UInt128 claim, EventPolicy policy, long at)
    {
        var service = (_clock ?? QueueClock.StartingAt(at)).At(at, paused: false).Service;
        if (!_passes.TryGetValue(place.Entry, out var pass) || pass.Ticket != place.Ticket)
            return RedeemReply.Gone;
        // A claim that was made in time may still end.
        var isClaimant = pass.State == PassState.Claimed && step != RedeemStep.Claim && pass.Claim == claim;
        if (service > pass.Expires && !isClaimant)
            return RedeemReply.Gone;
        if (pass.State == PassState.Spent)
            return RedeemReply.Spent;
        if (step == RedeemStep.Claim)
        {
            // An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway.
            if (pass.State == PassState.Claimed && at <= pass.Lease)
                return RedeemReply.InUse;
            // By the process' own time: it goes on when nobody runs the event's clocks.
            _passes[place.Entry] = pass with { State = PassState.Claimed, Claim = claim, Lease = at + (long)policy.ClaimLease };
            KeepAdmitted(place.Entry, Math.Max(pass.Expires, service + (long)policy.ClaimLease));
            return RedeemReply.Done;
        }

        if (pass.State != PassState.Claimed || pass.Claim != claim)
            return RedeemReply.InUse;
        _passes[place.Entry] = pass with { State = step == RedeemStep.Spend ? PassState.Spent : PassState.Live, Lease = 0 };
        if (step == RedeemStep.Release)
            KeepAdmitted(place.Entry, pass.Expires);
        else if (_records.TryGetValue(place.Entry, out var record) && record.Kind == RecordKind.Admitted)
            // The place has served its purpose: nothing is left to come back to.
            RemoveAdmitted(place.Entry, record);
        return RedeemReply.Done;
    }

    private void KeepAdmitted(EntryId id, long until)
    {
        if (!_records.TryGetValue(id, out var record) || !_admitted.Remove((record.Since, id.Value)))
            return;
        Keep(_admitted, id, record, until);
    }

    private void RemoveAdmitted(EntryId id, PlaceRecord record)
    {
        _admitted.Remove((record.Since, id.Value));
        _records.Remove(id);
    }

    private Pass? LivePass(EntryId entry, long service) =>
        _passes.TryGetValue(entry, out var pass) && service <= pass.Expires ? pass : null;

    private void RemoveEndedPasses(long service)
    {
        // As long as Redis keeps the key of a claimed pass, which its claim may still end.
        foreach (var (entry, pass) in _passes)
        {
            if (service > pass.Expires + (pass.State == PassState.Claimed ? ClaimedPassKept : 0))
                _passes.Remove(entry);
        }
    }
}
