using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>Log messages of draws.</summary>
internal static partial class DrawLog
{
    [LoggerMessage(60, LogLevel.Information, "Event {EventId}: its draw is {Stage}.")]
    public static partial void DrawStepped(this ILogger logger, string eventId, string stage);

    [LoggerMessage(61, LogLevel.Error, "Event {EventId}: the record of its draw is not what this gateway computes: {What}. Look at the papers; the draw that stands is the one in the store.")]
    public static partial void DrawDiffers(this ILogger logger, string eventId, string what);

    [LoggerMessage(62, LogLevel.Error, "Event {EventId}: the randomness of its draw is {Seconds:0} s late, and everybody waits. {Troubles} Operators supply round {Round}, or abandon the draw.")]
    public static partial void BeaconLate(this ILogger logger, string eventId, double seconds, string troubles, long round);

    [LoggerMessage(63, LogLevel.Warning, "Event {EventId}: a step of its draw failed and is tried again: {Reason}")]
    public static partial void DrawFailed(this ILogger logger, string eventId, string reason);

    [LoggerMessage(64, LogLevel.Warning, "Event {EventId}: no replica confirmed that it has the draw's step {Step}.")]
    public static partial void DrawNotReplicated(this ILogger logger, string eventId, string step);

    [LoggerMessage(65, LogLevel.Error, "Event {EventId}: its draw was not announced before {DrawAt:o}, because no gateway ran or visitors had joined before. Nobody is drawn: whoever comes stands by arrival.")]
    public static partial void DrawNotAnnounced(this ILogger logger, string eventId, DateTimeOffset drawAt);

    [LoggerMessage(66, LogLevel.Warning, "Drawn {Scope} takes browsers instead of users (DrawIdentity): whoever has many browsers has many chances. Its papers say so.")]
    public static partial void DrawOfBrowsers(this ILogger logger, string scope);
}
