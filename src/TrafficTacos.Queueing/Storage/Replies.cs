using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage;

/// <summary>A place in a queue: the entry with its very ticket. Tickets are the store's microseconds, strictly increasing.</summary>
internal readonly record struct Place(EntryId Entry, long Ticket);

/// <summary>Times are microseconds by the store's clock.</summary>
internal readonly record struct JoinReply(bool Created, long Ticket, long Position, long Now);

/// <summary>States as lua/status.lua numbers them.</summary>
internal enum PlaceState
{
    Gone = 0,
    Waiting = 1,
    Ready = 2,
    Admitted = 3,
}

internal readonly record struct PlaceStatus(PlaceState State, long Position);

/// <summary>Level in millionths of a token, at the very instant of the positions.</summary>
internal readonly record struct StatusReply(long Now, long Length, bool Paused, long Level, IReadOnlyList<PlaceStatus> Places);

/// <summary>Outcomes as lua/enter.lua numbers them.</summary>
internal enum EnterCode
{
    Gone = 0,
    Granted = 1,
    NotReady = 2,
    AnotherUsers = 3,
}

/// <summary>Remaining and Waited in microseconds (Waited −1: the same pass again); Level in millionths of a token.</summary>
internal readonly record struct EnterReply(EnterCode Code, long Remaining = 0, long Position = 0, long Level = 0, long Waited = 0, bool Paused = false);

internal enum RedeemStep
{
    Claim,
    Spend,
    Return,
}

/// <summary>Outcomes as lua/redeem.lua numbers them.</summary>
internal enum RedeemReply
{
    Gone = 0,
    Done = 1,
    ClaimedByAnother = 2,
    Spent = 3,
}

/// <summary>Since: when the key was tied, by the store's clock.</summary>
internal readonly record struct BindReply(bool SameRequest, long Since);

/// <summary>What one call reclaimed.</summary>
internal readonly record struct Reclaimed(long Left, long Expired, long NoShow)
{
    public long Total => Left + Expired + NoShow;
}

/// <summary>More: there was too much to reclaim in one go; call again.</summary>
internal readonly record struct PulseReply(bool More, Pulse Pulse, Reclaimed Reclaimed);
