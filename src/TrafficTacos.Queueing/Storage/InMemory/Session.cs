namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What a pass turned into. Times by the service clock, but Granted and Opened by the store's.</summary>
internal readonly record struct Session(
    long Ticket, long Ends, UInt128 User, ulong PassId, long Granted, long PassEnds, ulong Id, long Opened, long Maximum);
