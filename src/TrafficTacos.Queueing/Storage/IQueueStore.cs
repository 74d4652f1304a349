namespace TrafficTacos.Queueing.Storage;

/// <summary>The seam between the waiting room and where it is kept. Every operation is atomic and on the store's clock;
/// the two stores agree answer for answer (see lua/README.md for what each operation means). Throws
/// <see cref="WaitingRoomUnavailableException"/> when the store is away.</summary>
internal interface IQueueStore
{
    /// <summary>Gives one identity its one place.</summary>
    ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Tells visitors where they stand, and takes the question as their heartbeat.</summary>
    ValueTask<StatusReply> StatusAsync(string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Admits a visitor exactly when status would call them ready.</summary>
    ValueTask<EnterReply> EnterAsync(string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Gives a place up, at once or softly; false when there was none.</summary>
    ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Claims a pass for <see cref="EventPolicy.ClaimLease"/>, spends it or gives it back.</summary>
    ValueTask<RedeemReply> RedeemAsync(string eventId, Place place, RedeemStep step, UInt128 claim, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Reclaims, rolls the rate windows, and reads what the estimate needs.</summary>
    ValueTask<PulseReply> PulseAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Changes what an operator may change (an empty change reads), for all gateways at once.</summary>
    ValueTask<EventSettings> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken);

    /// <summary>Ties an idempotency key to the request it came with first.</summary>
    ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan holds, CancellationToken cancellationToken);

    /// <summary>Agrees with the other gateways on one secret.</summary>
    ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken);

    /// <summary>Grows whenever the store was lost and found, and so may have forgotten what it held.</summary>
    int Generation { get; }

    /// <summary>Whether the store answers; never throws because it is away.</summary>
    ValueTask<bool> PingAsync(CancellationToken cancellationToken);
}
