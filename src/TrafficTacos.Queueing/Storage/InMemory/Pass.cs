namespace TrafficTacos.Queueing.Storage.InMemory;

internal enum PassState
{
    Live = 1,
    Claimed = 2,
    Spent = 3,
}

/// <summary>Claimant and lease, the end of the claim, are zero if the pass is not claimed.</summary>
internal readonly record struct Pass(
    PassState State, long Ticket, long Expires, UInt128 User, ulong Id, long Granted, PassClaimant Claimant = default, long Lease = 0);
