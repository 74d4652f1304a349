using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Passes: claim, spend, release.</summary>
internal sealed partial class EventQueue
{
    private const long ClaimedPassKept = 1_200_000_000;

    private readonly Dictionary<EntryId, Pass> _passes = [];

    /// <summary>Of each user: the entry that was let in last, until when its pass lives, and how many passes they spent.</summary>
    private readonly Dictionary<UInt128, (EntryId Entry, long Expires, int Spent)> _users = [];

    public EnterReply Enter(Place place, PlaceProof proof, UInt128 user, ulong passId, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        KeepSmall(policy, at);
        var service = now.Clock.Service;
        if (LiveSession(place.Entry, service) is { } session && session.Ticket == place.Ticket)
            return new EnterReply(session.User == user ? EnterCode.AlreadyAdmitted : EnterCode.OtherUser);
        if (LivePass(place.Entry, service) is { } pass && pass.Ticket == place.Ticket)
        {
            if (pass.State == PassState.Spent)
                return new EnterReply(EnterCode.Gone);
            return pass.User == user
                ? Granted(pass.Expires - service, -1, pass, now)
                : new EnterReply(EnterCode.OtherUser);
        }

        if (user != UInt128.Zero && _holders.TryGetValue(place.Entry, out var holder) && holder != user)
            return new EnterReply(EnterCode.OtherUser);
        if (SettleOrRestore(place, proof, hidden: false, ref now, policy, at).Entry is not { } entry)
            return new EnterReply(EnterCode.Gone);

        var waited = now.Clock.Store - place.Ticket;
        var position = _positions.PositionOf(entry);
        if (!IsReady(entry, position, now, policy))
        {
            if (now.Phase == EventPhase.Closed)
                return new EnterReply(EnterCode.Gone);
            Hear(entry, now.Clock.Waiting, inAdvance: false);
            return new EnterReply(EnterCode.NotReady, 0, position, (long)Math.Floor(now.Level), waited, now.Mode, Phase: now.Phase);
        }

        if (user != UInt128.Zero && _users.TryGetValue(user, out var had)
            && ((had.Entry != place.Entry && had.Expires >= service) || (policy.AdmissionsPerUserIn(now.Numbers.Order) is > 0 and var most && had.Spent >= most)))
        {
            Hear(entry, now.Clock.Waiting, inAdvance: false);
            return new EnterReply(EnterCode.AlreadyAdmitted);
        }

        var granted = new Pass(PassState.Live, place.Ticket, service + (long)policy.PassLifetime, user, passId, now.Clock.Store);
        Admit(entry.Id, place.Ticket, entry.Rank, granted, now, policy);
        return Granted((long)policy.PassLifetime, Math.Max(0, waited), granted, now);
    }

    public PassReply? FindPass(Place place, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if (LiveSession(place.Entry, now.Clock.Service) is { } session && session.Ticket == place.Ticket)
            return PassReply.Of(Tell(session, now, policy));
        if (LivePass(place.Entry, now.Clock.Service) is not { State: not PassState.Spent } pass || pass.Ticket != place.Ticket)
            return null;
        var granted = Granted(pass.Expires - now.Clock.Service, -1, pass, now);
        return new PassReply(granted.Pass, granted.Remaining);
    }

    public RedeemReply Redeem(Place place, PassProof proof, RedeemStep step, PassClaimant claimant, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var service = now.Clock.Service;
        if (LiveSession(place.Entry, service) is { } session)
            return session.Ticket == place.Ticket ? RedeemReply.Spent : RedeemReply.Gone;
        if (StoredPass(place.Entry, service) is not { } pass && (step != RedeemStep.Claim || !TryHonour(place, proof, ref now, policy, at, out pass)))
            return RedeemReply.Gone;
        if (pass.Ticket != place.Ticket)
            return RedeemReply.Gone;
        if (pass.State == PassState.Spent)
            return RedeemReply.Spent;
        var isOver = service > pass.Expires;
        var isBound = pass.State == PassState.Claimed && pass.Claimant.Key != UInt128.Zero;
        var isSameOrder = isBound && pass.Claimant.Key == claimant.Key;
        if (step == RedeemStep.Claim)
        {
            if (isOver && !isSameOrder)
                return RedeemReply.Gone;
            // An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway. But a claim that
            // is bound to an order stays with it.
            if (pass.State == PassState.Claimed && !isSameOrder && (isBound || at <= pass.Lease))
                return RedeemReply.InUse;
            // By the process' own time: it goes on when nobody runs the event's clocks.
            _passes[place.Entry] = pass with { State = PassState.Claimed, Claimant = claimant, Lease = at + (long)policy.ClaimLease };
            KeepAdmitted(place.Entry, Math.Max(pass.Expires, service + (long)policy.ClaimLease));
            return RedeemReply.Done;
        }

        if (pass.State != PassState.Claimed || pass.Claimant.Owner != claimant.Owner)
            return isOver ? RedeemReply.Gone : RedeemReply.InUse;
        _passes[place.Entry] = pass with { State = step == RedeemStep.Spend ? PassState.Spent : PassState.Live, Claimant = default, Lease = 0 };
        if (step == RedeemStep.Release)
            KeepAdmitted(place.Entry, pass.Expires);
        else
            EndSpent(place, pass, now, policy);
        return RedeemReply.Done;
    }

    private static EnterReply Granted(long remaining, long waited, in Pass pass, in Instant now) => new(
        EnterCode.Granted,
        remaining,
        Waited: waited,
        Pass: new PassProof(now.Generation, pass.Granted, now.Clock.Store + remaining, pass.Id, pass.User));

    private void Admit(EntryId id, long ticket, double rank, in Pass pass, in Instant now, EventPolicy policy)
    {
        if (_entries.TryGetValue(id, out var entry))
            TakeOut(entry);
        if (!now.Numbers.IsPassing)
            _bucket = (now.Level - AdmissionRule.Token, now.Clock.Store);
        _passes[id] = pass;
        _sessions.Remove(id);
        var record = _records.GetValueOrDefault(id) ?? new PlaceRecord(ticket);
        _remembered.Remove((record.Since, id.Value));
        (record.Ticket, record.Rank, record.Kind) = (ticket, rank, RecordKind.Admitted);
        Keep(_admitted, id, record, pass.Expires);
        if (!now.Numbers.IsPassing)
            _front = Math.Max(_front, rank);
        if (pass.User != UInt128.Zero)
            _users[pass.User] = (id, pass.Expires, _users.GetValueOrDefault(pass.User).Spent);
        Add(_admissions, now, policy);
        if (!IsSmall(policy))
            _waits[WaitHistogram.BucketOf(now.Clock.Store - ticket)]++;
        Count(now.Numbers.IsPassing ? "passed_through" : "admitted", id, ticket, policy);
    }

    /// <summary>The place has served its purpose: nothing is left to come back to, wherever it went meanwhile.</summary>
    private void EndSpent(Place place, in Pass pass, in Instant now, EventPolicy policy)
    {
        if (_records.TryGetValue(place.Entry, out var record) && record.Ticket == place.Ticket)
        {
            if (record.Kind != RecordKind.Admitted)
                Count("admitted", place.Entry, place.Ticket, policy);
            EndPlace(place.Entry, place.Ticket);
        }

        if (pass.User != UInt128.Zero && _users.TryGetValue(pass.User, out var had))
            _users[pass.User] = (place.Entry, 0, had.Spent + 1);
    }

    /// <summary>Also of one that has ended while its claim goes on.</summary>
    private Pass? StoredPass(EntryId entry, long service) =>
        _passes.TryGetValue(entry, out var pass) && (service <= pass.Expires || pass.State == PassState.Claimed) ? pass : null;

    private void KeepAdmitted(EntryId id, long until)
    {
        if (!_records.TryGetValue(id, out var record) || !_admitted.Remove((record.Since, id.Value)))
            return;
        Keep(_admitted, id, record, until);
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
