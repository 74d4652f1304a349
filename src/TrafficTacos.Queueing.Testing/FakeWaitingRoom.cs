namespace TrafficTacos.Queueing.Testing;

/// <summary>
/// A waiting room without queues, whose answers a test sets. Until it does, everybody has a turn at once, enters, and every pass and session
/// is good. Register it with <c>services.AddFakeWaitingRoom(room)</c>, or pass it to the code under test.
/// </summary>
/// <remarks>
/// A function of an answer may be replaced at any time, and runs on the threads of the callers: lock what they share. It may throw, for
/// example <see cref="WaitingRoomUnavailableException"/> for one call alone.
/// </remarks>
/// <example>
/// <code>
/// var room = new FakeWaitingRoom { OnGetStatus = _ => new VisitorStatus { State = VisitorState.Waiting, Position = 12 } };
/// </code>
/// </example>
public sealed partial class FakeWaitingRoom : IWaitingRoom
{
    private static readonly TimeSpan PollAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PassLifetime = TimeSpan.FromSeconds(30);

    /// <summary>Whether the store answers. While it is false, every call throws <see cref="WaitingRoomUnavailableException"/>, and
    /// <see cref="IsAvailableAsync"/> is false. Default true.</summary>
    public bool IsAvailable { get; set; } = true;

    /// <summary>The answer to a join. Default: a place at the front, with another token for each join.</summary>
    public Func<JoinRequest, JoinResult> OnJoin { get; set; } = request => new JoinResult
    {
        Outcome = JoinOutcome.Joined,
        WaitingToken = "place-" + Guid.NewGuid().ToString("N"),
        State = VisitorState.Ready,
        Position = 1,
        Event = new EventStatus { EventId = request.EventId },
        PollAfter = PollAfter,
    };

    /// <summary>The answer to a question for the status. Default: it is this visitor's turn.</summary>
    public Func<StatusRequest, VisitorStatus> OnGetStatus { get; set; } = request => new VisitorStatus
    {
        State = VisitorState.Ready,
        Position = 1,
        QueueLength = 1,
        Confidence = 1,
        PollAfter = PollAfter,
    };

    /// <summary>The answer to an enter. Default: granted.</summary>
    public Func<EnterRequest, EnterResult> OnEnter { get; set; } = request => new EnterResult
    {
        Outcome = EnterOutcome.Granted,
        ReservationToken = "pass-of-" + request.WaitingToken,
        TimeToLive = PassLifetime,
    };

    /// <summary>The answer to a leave. Default: left.</summary>
    public Func<LeaveRequest, LeaveResult> OnLeave { get; set; } = request => new LeaveResult { Outcome = LeaveOutcome.Left };

    /// <summary>What a waiting token says. Default: that it is none.</summary>
    public Func<string, WaitingTokenInfo?> OnReadToken { get; set; } = token => null;

    /// <summary>What an event does. Default: it is open.</summary>
    public Func<string, EventStatus> OnGetEvent { get; set; } = eventId => new EventStatus { EventId = eventId };

    /// <inheritdoc/>
    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellationToken = default) => Answer(OnJoin, request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<VisitorStatus> GetStatusAsync(StatusRequest request, CancellationToken cancellationToken = default) =>
        new(Answer(OnGetStatus, request, cancellationToken));

    /// <inheritdoc/>
    public Task<EnterResult> EnterAsync(EnterRequest request, CancellationToken cancellationToken = default) => Answer(OnEnter, request, cancellationToken);

    /// <inheritdoc/>
    public Task<LeaveResult> LeaveAsync(LeaveRequest request, CancellationToken cancellationToken = default) => Answer(OnLeave, request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WaitingTokenInfo?> ReadTokenAsync(string waitingToken, CancellationToken cancellationToken = default) =>
        new(Answer(OnReadToken, waitingToken, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<EventStatus> GetEventAsync(string eventId, CancellationToken cancellationToken = default) =>
        new(Answer(OnGetEvent, eventId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(IsAvailable);

    /// <summary>A failure comes with the task, as that of a waiting room does.</summary>
    private Task<TResult> Answer<TRequest, TResult>(Func<TRequest, TResult> answer, TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        try
        {
            return IsAvailable ? Task.FromResult(answer(request)) : Task.FromException<TResult>(new WaitingRoomUnavailableException());
        }
        catch (Exception exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }
}
