namespace TrafficTacos.Queueing.Testing;

/// <summary>Sessions.</summary>
public sealed partial class FakeWaitingRoom : IShopperSessions
{
    private const string AnyEvent = "event";
    private static readonly string SessionId = new('0', 48);
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The answer to opening a session. Default: opened, for the event that is asked for.</summary>
    public Func<SessionOpenRequest, SessionOpenResult> OnOpenSession { get; set; } = request => new SessionOpenResult
    {
        Outcome = SessionOpenOutcome.Opened,
        Session = NewSession(request.EventId),
        SessionToken = "session-of-" + request.ReservationToken,
    };

    /// <summary>The answer to whether a session lives. Default: it does, in the event that is asked for.</summary>
    public Func<SessionRequest, SessionResult> OnCheckSession { get; set; } = Live;

    /// <summary>The answer to extending a session. Default: it lives.</summary>
    public Func<SessionRequest, SessionResult> OnExtendSession { get; set; } = Live;

    /// <summary>The answer to ending a session early. Default: released.</summary>
    public Func<SessionRequest, SessionReleaseOutcome> OnReleaseSession { get; set; } = request => SessionReleaseOutcome.Released;

    /// <summary>The answer to ending a session early by its event and id. Default: released.</summary>
    public Func<string, string, SessionReleaseOutcome> OnReleaseSessionById { get; set; } = (eventId, sessionId) => SessionReleaseOutcome.Released;

    Task<SessionOpenResult> IShopperSessions.OpenAsync(SessionOpenRequest request, CancellationToken cancellationToken) =>
        Answer(OnOpenSession, request, cancellationToken);

    ValueTask<SessionResult> IShopperSessions.CheckAsync(SessionRequest request, CancellationToken cancellationToken) =>
        new(Answer(OnCheckSession, request, cancellationToken));

    Task<SessionResult> IShopperSessions.ExtendAsync(SessionRequest request, CancellationToken cancellationToken) =>
        Answer(OnExtendSession, request, cancellationToken);

    Task<SessionReleaseOutcome> IShopperSessions.ReleaseAsync(SessionRequest request, CancellationToken cancellationToken) =>
        Answer(OnReleaseSession, request, cancellationToken);

    Task<SessionReleaseOutcome> IShopperSessions.ReleaseByIdAsync(string eventId, string sessionId, CancellationToken cancellationToken) =>
        Answer(id => OnReleaseSessionById(eventId, id), sessionId, cancellationToken);

    private static SessionResult Live(SessionRequest request) => new() { Outcome = SessionOutcome.Live, Session = NewSession(request.EventId) };

    private static ShopperSession NewSession(string? eventId) => new()
    {
        EventId = eventId ?? AnyEvent,
        SessionId = SessionId,
        ExpiresIn = SessionLifetime,
        ExtendableUntil = DateTimeOffset.MaxValue,
    };
}
