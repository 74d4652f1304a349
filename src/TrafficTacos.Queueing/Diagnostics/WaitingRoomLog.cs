using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Log messages. Tokens, users and entries are never logged.</summary>
internal static partial class WaitingRoomLog
{
    [LoggerMessage(1, LogLevel.Information, "No signing key is configured, so the gateways of this store share a random one. Configure Tokens:SigningKeys so that tokens survive the loss of the store.")]
    public static partial void SharedSecret(this ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Event {EventId} was changed at run time: {AdmissionsPerSecond} admissions a second, burst {Burst}, paused {Paused}.")]
    public static partial void SettingsChanged(this ILogger logger, string eventId, double admissionsPerSecond, int burst, bool paused);

    [LoggerMessage(3, LogLevel.Debug, "Event {EventId}: reclaimed {Left} left, {Expired} expired, {NoShow} no-shows.")]
    public static partial void ReclaimedPlaces(this ILogger logger, string eventId, long left, long expired, long noShow);

    [LoggerMessage(4, LogLevel.Warning, "Event {EventId}: a claim of a pass failed and could not be released. If the store has the claim, the pass serves nobody until its lease ends: {Reason}")]
    public static partial void ClaimNotAbandoned(this ILogger logger, string eventId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "A claim of an Idempotency-Key failed and could not be released. If the store has the claim, the key is free when its lease ends: {Reason}")]
    public static partial void KeyNotAbandoned(this ILogger logger, string reason);
}
