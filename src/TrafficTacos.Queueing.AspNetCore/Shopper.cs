namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>The visitor of a request behind <c>UseWaitingRoom()</c>, who is inside with a session: <c>context.GetShopper()</c>.</summary>
public sealed class Shopper
{
    private readonly Func<Task> _release;

    internal Shopper(ShopperSession session, string? userId, Func<Task> release, CancellationToken ending)
    {
        (Session, UserId, Ending, _release) = (session, userId, ending, release);
    }

    /// <summary>The session.</summary>
    public ShopperSession Session { get; }

    /// <summary>The authenticated user of the request; null for nobody.</summary>
    public string? UserId { get; }

    /// <summary>On a connection that lasts, such as a WebSocket: cancelled 30 s before the session ends and the connection with it, so that
    /// the application can say so. On other requests it is never cancelled.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Ends the session: the visitor is done, as when the order is paid. The next visitor gets the seat about three seconds
    /// later.</summary>
    public Task ReleaseAsync() => _release();
}
