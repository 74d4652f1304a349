namespace TrafficTacos.Queueing.Storage.InMemory;

internal enum PassState
{
    Live = 1,
    Claimed = 2,
    Spent = 3,
}

/// <summary>Lease: the end of the claim; zero if the pass is not claimed.</summary>
internal readonly record struct Pass(PassState State, long Ticket, long Expires, UInt128 User, UInt128 Claim, long Lease = 0);
