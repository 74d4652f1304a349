namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What a page says of a place.</summary>
internal static class PageStates
{
    /// <summary>Whom a full shop stops next. Others are told how long it takes, which knows of the seats.</summary>
    private const int NextInLine = 10;

    public static WaitingPageState Of(VisitorStatus status) => status switch
    {
        { State: VisitorState.Ready or VisitorState.Admitted } => WaitingPageState.Ready,
        { State: VisitorState.Expired } => status.Phase == EventPhase.Closed ? WaitingPageState.Closed : WaitingPageState.Checking,
        { Mode: EventMode.Paused or EventMode.Maintenance or EventMode.Recovering } => WaitingPageState.Paused,
        { Phase: EventPhase.Scheduled or EventPhase.Gathering } => status.Event?.DrawAt is null ? WaitingPageState.Gathering : WaitingPageState.Drawing,
        { Position: 0 } => WaitingPageState.Drawing,
        { ShoppersFull: true, Position: <= NextInLine } => WaitingPageState.Full,
        _ => WaitingPageState.Waiting,
    };

    /// <summary>What it says where nobody may take a new place.</summary>
    public static WaitingPageState Of(EventStatus? status) => status switch
    {
        { Phase: EventPhase.Closed } => WaitingPageState.Closed,
        { Phase: EventPhase.Scheduled } => WaitingPageState.Scheduled,
        _ => WaitingPageState.NotAdmitting,
    };

    /// <summary>What a join says, as a status would.</summary>
    public static VisitorStatus StatusOf(JoinResult joined) => new()
    {
        State = joined.State,
        Position = joined.Position,
        EstimatedWait = joined.EstimatedWait,
        EstimatedWaitP90 = joined.EstimatedWaitP90,
        Confidence = joined.Confidence,
        QueueLength = Math.Max(joined.Position, joined.Event?.QueueLength ?? 0),
        Mode = joined.Event?.Mode ?? EventMode.Normal,
        Phase = joined.Event?.Phase ?? EventPhase.Open,
        Event = joined.Event,
        PollAfter = joined.PollAfter,
    };
}
