using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Log messages. Tokens, users and entries are never logged.</summary>
internal static partial class WaitingRoomLog
{
    [LoggerMessage(1, LogLevel.Information, "No signing key is configured, so the gateways of this store share a random one. Configure Tokens:SigningKeys so that tokens survive the loss of the store.")]
    public static partial void SharedSecret(this ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Event {EventId} was changed at run time by '{Who}': {Setting} is '{Value}'; empty: as configured.")]
    public static partial void SettingChanged(this ILogger logger, string eventId, string setting, string value, string who);

    [LoggerMessage(3, LogLevel.Debug, "Event {EventId}: {Left} left, {Expired} expired, {NoShow} no-shows; remembered: {Asleep} asleep or left softly, {PassedOver} whose turn passed.")]
    public static partial void ReclaimedPlaces(this ILogger logger, string eventId, long left, long expired, long noShow, long asleep, long passedOver);

    [LoggerMessage(4, LogLevel.Warning, "Event {EventId}: a claim of a pass failed and could not be released ({Count} of any event since the last such line). If the store has the claim, the pass serves nobody until its lease ends: {Reason}")]
    public static partial void ClaimNotAbandoned(this ILogger logger, string eventId, long count, string reason);

    [LoggerMessage(5, LogLevel.Warning, "A claim of an Idempotency-Key failed and could not be released ({Count} since the last such line). If the store has the claim, the key is free when its lease ends: {Reason}")]
    public static partial void KeyNotAbandoned(this ILogger logger, long count, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Event {EventId}: {Count} visitors got their place back. They were taken out while the store did not take their heartbeats.")]
    public static partial void PlacesCameBack(this ILogger logger, string eventId, int count);

    [LoggerMessage(7, LogLevel.Warning, "Event {EventId}: the settings in the store have values that are not valid and are ignored: {Settings}. Set them again, or delete the fields.")]
    public static partial void SettingsIgnored(this ILogger logger, string eventId, string settings);

    [LoggerMessage(10, LogLevel.Warning, "Event {EventId}: Redis lost everything. Visitors get their places back with their tokens; nobody is admitted until that is over.")]
    public static partial void LostAll(this ILogger logger, string eventId);

    [LoggerMessage(67, LogLevel.Warning, "Event {EventId}: Redis lost what operators had set, and this gateway set it again: {Settings}.")]
    public static partial void SettingsGivenBack(this ILogger logger, string eventId, string settings);

    [LoggerMessage(68, LogLevel.Error, "Event {EventId}: Redis lost what operators had set, and some of it could not be set again: {Reason} Look at its settings now.")]
    public static partial void SettingsLost(this ILogger logger, string eventId, string reason);

    [LoggerMessage(11, LogLevel.Warning, "Event {EventId}: Redis lost its writes of {Seconds:0.0} s. Visitors get their places back with their tokens; whoever stands behind them is not admitted until that is over.")]
    public static partial void LostWrites(this ILogger logger, string eventId, double seconds);

    [LoggerMessage(9, LogLevel.Warning, "Event {EventId}: another gateway's configuration is in force ({AdmissionsPerSecond} admissions a second, burst {Burst}), not this gateway's ({OwnAdmissionsPerSecond}, {OwnBurst}). Raise ConfigurationVersion to make a change hold at once; of one version it holds when no gateway has the old numbers any more.")]
    public static partial void OtherConfiguration(this ILogger logger, string eventId, double admissionsPerSecond, double burst, double ownAdmissionsPerSecond, double ownBurst);

    [LoggerMessage(12, LogLevel.Warning, "A request held its {Type} for {Seconds:0.0} s ({Count} such requests since the last such line). Its lease is {Lease:0.0} s, and after it another request may work with the same {Type}. Raise the lease above what the endpoint takes.")]
    public static partial void LeaseOverrun(this ILogger logger, string type, double seconds, double lease, long count);

    [LoggerMessage(13, LogLevel.Warning, "Event {EventId} was ended by {Who}: {Waiting} visitors waited, {Remembered} were remembered, {Admitted} had a pass, {Inside} a session.")]
    public static partial void EventEnded(this ILogger logger, string eventId, string who, long waiting, long remembered, long admitted, long inside);

    [LoggerMessage(21, LogLevel.Information, "{Description}.")]
    public static partial void StoreDescribed(this ILogger logger, string description);

    [LoggerMessage(EventId = 22, Message = "{Finding}: {Text} {Remedy}")]
    public static partial void StoreFinding(this ILogger logger, LogLevel level, string finding, string text, string remedy);

    [LoggerMessage(23, LogLevel.Information, "{Finding} is over.")]
    public static partial void StoreFindingOver(this ILogger logger, string finding);

    [LoggerMessage(8, LogLevel.Warning, "Burst {Burst} of {Scope} is below four times AdmissionsPerSecond ({AdmissionsPerSecond}). A visitor who is ready holds a place of the bucket until they enter, so clients that poll every two seconds use only part of the rate. Burst {Enough} would do.")]
    public static partial void SmallBurst(this ILogger logger, string scope, int burst, double admissionsPerSecond, double enough);
}
