using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage;

// All times are microseconds by the store's clock, all levels millionths of a token.

internal readonly record struct JoinReply(bool Created, long Ticket, long Position, long Now);

/// <summary>States as lua/status.lua numbers them; Admitted comes from lua/admitted.lua.</summary>
internal enum PlaceState
{
    Gone = 0,
    Waiting = 1,
    Ready = 2,
    Admitted = 3,
}

/// <summary>The level is that at the instant of the position.</summary>
internal readonly record struct StatusReply(long Now, long Length, bool Paused, long Level, PlaceState State, long Position);

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

/// <summary>Since: when the key was bound.</summary>
internal readonly record struct BindReply(bool SameRequest, long Since);

/// <summary>How many places one call reclaimed.</summary>
internal readonly record struct ReclaimedCounts(long Left, long Expired, long NoShow)
{
    public long Total => Left + Expired + NoShow;
}

/// <summary>More: the limit of one call was reached; call again.</summary>
internal readonly record struct MaintenanceReply(bool More, EventSnapshot Snapshot, ReclaimedCounts Reclaimed);
