using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

// All times are microseconds by the store's clock, all levels millionths of a token.

/// <summary>Ticket and Now by the event's clock; Time by the store's own, which jumps.</summary>
internal readonly record struct JoinReply(bool Created, long Ticket, long Position, long Now, PlaceState State, long Time);

/// <summary>States as lua/status.lua numbers them.</summary>
internal enum PlaceState
{
    Gone = 0,
    Waiting = 1,
    Ready = 2,
    Admitted = 3,
}

/// <summary>The level is that at the instant of the position. Turn: how long it has been the visitor's turn.</summary>
internal readonly record struct StatusReply(long Now, long Length, bool Paused, long Level, PlaceState State, long Position, long Turn);

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
}

/// <summary>Waited is −1 for the same pass again.</summary>
internal readonly record struct EnterReply(EnterCode Code, long Remaining = 0, long Position = 0, long Level = 0, long Waited = 0, bool Paused = false);

internal enum RedeemStep
{
    Claim,
    Spend,
    Release,
}

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
internal readonly record struct MaintenanceReply(bool More, EventSnapshot Snapshot, ReclaimedCounts Reclaimed, string Ignored = "", bool IsOther = false);
