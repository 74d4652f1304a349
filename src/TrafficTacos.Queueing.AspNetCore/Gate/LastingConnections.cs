using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Connections that last (WebSockets, server-sent events, gRPC streams) and so are a use of the session for as long as they are
/// open. Otherwise one request would hold a seat that the maximum has given to somebody else.</summary>
internal sealed class LastingConnections(IShopperSessions sessions, IOptions<WaitingRoomOptions> options, TimeProvider time)
{
    public const int MaxPerSession = 4;

    private const string EventStream = "text/event-stream";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>How long a circuit has to send its visitor to the waiting page before the connection is aborted under it.</summary>
    private static readonly TimeSpan CircuitGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    public static bool IsLasting(HttpContext context)
    {
        var headers = context.Request.Headers;
        return RequestReader.IsWebSocket(context)
            || headers.Accept.ToString().Contains(EventStream, StringComparison.OrdinalIgnoreCase)
            || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;
    }

    /// <summary>Whether an answer lasts although its request did not say so: a script's <c>fetch</c> accepts anything.</summary>
    public static bool IsLasting(HttpResponse response) =>
        response.ContentType?.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Counts a connection of a session; null if there are too many.</summary>
    public IDisposable? TryOpen(string sessionId)
    {
        if (_open.AddOrUpdate(sessionId, 1, static (_, count) => count + 1) <= MaxPerSession)
            return new Opened(this, sessionId);
        Close(sessionId);
        return null;
    }

    /// <summary>Renews the session until the request ends, warns the application, and aborts the connection when the session is over.</summary>
    public async Task RenewAsync(HttpContext context, SessionRequest session, TimeSpan expiresIn, bool keepOpen, CancellationTokenSource? ending, CancellationToken done)
    {
        if (!await RenewAsync(session, expiresIn, ending, done).ConfigureAwait(false) || keepOpen)
            return;
        if (context.GetEndpoint() is { } endpoint && EndpointPlan.Of(endpoint).IsCircuit)
            await Task.Delay(CircuitGrace, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!done.IsCancellationRequested)
            context.Abort();
    }

    /// <summary>Renews the session until it is over, or the connection is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="expiresIn">How long it lives without a renewal.</param>
    /// <param name="ending">Is cancelled 30 s before the session ends.</param>
    /// <param name="done">Is cancelled when the connection ends.</param>
    /// <returns>Whether the session is over; false if the connection ended before.</returns>
    public async Task<bool> RenewAsync(SessionRequest session, TimeSpan expiresIn, CancellationTokenSource? ending, CancellationToken done)
    {
        try
        {
            for (var left = expiresIn; ;)
            {
                // A session shorter than the warning has to be renewed, too.
                var lives = left;
                var pause = left > SessionHandlers.Warning ? TimeSpan.FromTicks(Math.Min(left.Ticks / 4, (left - SessionHandlers.Warning).Ticks)) : left / 2;
                await Task.Delay(pause > Shortest ? pause : Shortest, time, done).ConfigureAwait(false);
                try
                {
                    var found = await sessions.CheckAsync(session, CancellationToken.None).ConfigureAwait(false);
                    left = lives = found.Session?.ExpiresIn ?? TimeSpan.Zero;
                    // A session that was renewed not long ago is not renewed by every look; one that can be does not end before its maximum.
                    if (found.Session is { } live && IsSliding(live.EventId))
                        lives = live.ExtendableUntil - time.GetUtcNow();
                }
                catch (WaitingRoomUnavailableException)
                {
                    left = Retry;
                    continue;
                }

                if (lives <= SessionHandlers.Warning && ending is { IsCancellationRequested: false })
                    await ending.CancelAsync().ConfigureAwait(false);
                if (left <= TimeSpan.Zero)
                    return true;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool IsSliding(string eventId) => options.Value.Events.TryGetValue(eventId, out var own) ? own.SlidingSession : options.Value.SlidingSession;

    private void Close(string sessionId)
    {
        if (_open.AddOrUpdate(sessionId, 0, static (_, count) => count - 1) <= 0)
            _open.TryRemove(new KeyValuePair<string, int>(sessionId, 0));
    }

    private sealed class Opened(LastingConnections owner, string sessionId) : IDisposable
    {
        public void Dispose() => owner.Close(sessionId);
    }
}
