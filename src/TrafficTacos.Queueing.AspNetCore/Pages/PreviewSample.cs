using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Something to show in each state, without an event.</summary>
internal static class PreviewSample
{
    private const string EventId = "preview";

    public static WaitingPageContext Make(HttpContext context, string basePath, WaitingPageState state, string language)
    {
        var now = (context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var status = new EventStatus
        {
            EventId = EventId,
            Phase = PhaseOf(state),
            Mode = state is WaitingPageState.Paused ? EventMode.Paused : EventMode.Normal,
            Message = state is WaitingPageState.Paused ? new EventMessage { Text = "Here stands what the operator says. <b>It is plain text.</b>" } : null,
            GatherAt = state is WaitingPageState.Scheduled ? now.AddDays(3).AddHours(1) : null,
            OpensAt = now.AddHours(2).AddMinutes(5),
            DrawAt = state is WaitingPageState.Drawing or WaitingPageState.LogInRequired ? now.AddMinutes(12) : null,
            QueueLength = 3512,
        };
        return new WaitingPageContext
        {
            HttpContext = context,
            EventId = EventId,
            State = state,
            Event = status,
            Status = PageViewFactory.HasPlace(state) ? Place(state, status) : null,
            PollAfter = TimeSpan.FromSeconds(10),
            Language = language,
            ReturnUrl = "/",
            IsFormLost = state is WaitingPageState.Checking,
            BasePath = basePath,
        };
    }

    private static VisitorStatus Place(WaitingPageState state, EventStatus status) => new()
    {
        State = state is WaitingPageState.Ready ? VisitorState.Ready : VisitorState.Waiting,
        Position = state switch
        {
            WaitingPageState.Drawing => 0,
            WaitingPageState.Full => 1,
            _ => 1234,
        },
        DrawNumber = state is WaitingPageState.Gathering ? 1234 : null,
        EstimatedWait = TimeSpan.FromMinutes(12),
        EstimatedWaitP90 = TimeSpan.FromMinutes(14.5),
        Waited = TimeSpan.FromMinutes(7),
        QueueLength = status.QueueLength,
        Phase = status.Phase,
        Mode = status.Mode,
        Event = status,
        SupportCode = "7K3M-Q2ZD",
    };

    private static EventPhase PhaseOf(WaitingPageState state) => state switch
    {
        WaitingPageState.Scheduled => EventPhase.Scheduled,
        WaitingPageState.Gathering or WaitingPageState.Drawing or WaitingPageState.LogInRequired => EventPhase.Gathering,
        WaitingPageState.Closed => EventPhase.Closed,
        _ => EventPhase.Open,
    };
}
