using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

// All times are microseconds by the store's clock, all levels millionths of a token.

/// <summary>Ticket and Now by the event's clock; Time by the store's own, which jumps. Offset: how far the rank is from where the ticket
/// says. Elsewhere: the entry of the place, if it is another than the one that asked.</summary>
internal readonly record struct JoinReply(
    bool Created, long Ticket, long Position, long Now, PlaceState State, long Time, EventMode Mode = default, Generation Generation = default, long Offset = 0,
    EntryId? Elsewhere = null, EventPhase Phase = default, bool IsUndrawn = false)
{
    /// <summary>What a token of this place proves. Joining again yields the same one; status has newer ones.</summary>
    public PlaceProof Proof => new(Generation, Offset, Ticket);
}

/// <summary>States as lua/status.lua numbers them.</summary>
internal enum PlaceState
{
    Gone = 0,
    Waiting = 1,
    Ready = 2,
    Admitted = 3,
}

/// <summary>The level is that at the instant of the position. Turn: how long it has been the visitor's turn.
/// IsFull: nobody may enter because every seat is taken.</summary>
internal readonly record struct StatusReply(
    long Now, long Length, EventMode Mode, long Level, PlaceState State, long Position, long Turn, Generation Generation = default, long Offset = 0,
    EventPhase Phase = default, bool IsUndrawn = false, bool IsFull = false)
{
    /// <summary>What a token of this place proves.</summary>
    public PlaceProof Proof => new(Generation, Offset, Now);
}

/// <summary>A heartbeat that could not be recorded when it came.</summary>
/// <param name="Place">Whose.</param>
/// <param name="Age">Microseconds since it came.</param>
internal readonly record struct LateHeartbeat(Place Place, long Age);

/// <summary>Outcomes as lua/enter.lua numbers them.</summary>
internal enum EnterCode
{
    Gone = 0,
    Granted = 1,
    NotReady = 2,
    OtherUser = 3,
    AlreadyAdmitted = 4,
}

/// <summary>Waited is −1 for the same pass again.</summary>
internal readonly record struct EnterReply(
    EnterCode Code, long Remaining = 0, long Position = 0, long Level = 0, long Waited = 0, EventMode Mode = default, PassProof Pass = default,
    EventPhase Phase = default);

/// <summary>A live pass, or the session that it turned into.</summary>
internal readonly record struct PassReply(PassProof Pass, long Remaining, SessionProof? Session = null)
{
    public UInt128 User => Session?.User ?? Pass.User;

    public static PassReply Of(in SessionProof session) => new(default, session.EndsAt - session.ConfirmedAt, session);
}

internal enum RedeemStep
{
    Claim,
    Spend,
    Release,
}

/// <summary>Who claims a pass.</summary>
/// <param name="Key">The Idempotency-Key that the claim is bound to until the pass is given back; zero for none.</param>
/// <param name="Owner">Names this attempt: only it may end the claim.</param>
internal readonly record struct PassClaimant(UInt128 Key, UInt128 Owner);

/// <summary>Outcomes as lua/redeem.lua numbers them.</summary>
internal enum RedeemReply
{
    Gone = 0,
    Done = 1,
    InUse = 2,
    Spent = 3,
}

/// <summary>Since: when the key was bound, by the store's own time.</summary>
internal readonly record struct BindReply(bool SameRequest, long Since);

/// <summary>How many places one call took out: the first three for good, the others are remembered.</summary>
internal readonly record struct ReclaimedCounts(long Left, long Expired, long NoShow, long Asleep, long PassedOver)
{
    public long Total => Left + Expired + NoShow + Asleep + PassedOver;

    public static ReclaimedCounts operator +(ReclaimedCounts a, ReclaimedCounts b) =>
        new(a.Left + b.Left, a.Expired + b.Expired, a.NoShow + b.NoShow, a.Asleep + b.Asleep, a.PassedOver + b.PassedOver);
}

/// <summary>More: the limit of one call was reached; call again. Ignored: settings in the store that are no numbers in their range.
/// IsOther: another gateway's configuration is in force.</summary>
internal readonly record struct MaintenanceReply(bool More, EventSnapshot Snapshot, ReclaimedCounts Reclaimed, string Ignored = "", bool IsOther = false, StoreLoss Loss = default);

/// <summary>The settings in force, or why a change of them was refused.</summary>
internal readonly record struct SettingsReply(EventSettings Settings, SettingFault Fault);

/// <summary>What the store lost last, all zero if nothing: what it gave between From and To; noticed at Since.</summary>
internal readonly record struct StoreLoss(long Since, long From, long To, bool IsTotal)
{
    public bool Covers(long ticket) => ticket >= From && ticket <= To;
}
