using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Log messages; never a token, a user or an entry.</summary>
internal static partial class WaitingRoomLog
{
    [LoggerMessage(1, LogLevel.Information, "No signing key is configured: the gateways of this store share a random one. Configure Tokens:SigningKeys so that tokens survive the loss of the store.")]
    public static partial void SharedSecret(this ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Event {EventId} changed at run time: {Refill}/s, capacity {Capacity}, paused {Paused}.")]
    public static partial void SettingsChanged(this ILogger logger, string eventId, double refill, int capacity, bool paused);

    [LoggerMessage(3, LogLevel.Debug, "Event {EventId}: reclaimed {Left} left, {Expired} expired, {NoShow} no-shows.")]
    public static partial void ReclaimedPlaces(this ILogger logger, string eventId, long left, long expired, long noShow);

    [LoggerMessage(4, LogLevel.Warning, "Event {EventId}: a claim failed and could not be given back; if the store has it, that pass serves nobody until the lease of the claim is over: {Reason}")]
    public static partial void ClaimNotAbandoned(this ILogger logger, string eventId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "A claim of an Idempotency-Key failed and could not be taken back; if the store has it, the key is free when its lease is over: {Reason}")]
    public static partial void KeyNotAbandoned(this ILogger logger, string reason);
}
