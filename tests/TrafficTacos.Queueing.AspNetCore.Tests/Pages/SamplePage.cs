using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>A page of a visitor who stands at 1,234, in any state.</summary>
internal static class SamplePage
{
    public static readonly DateTimeOffset Now = new(2026, 12, 24, 9, 0, 0, TimeSpan.Zero);

    public static WaitingPageContext Context(
        WaitingPageState state = WaitingPageState.Waiting, string language = "en", VisitorStatus? status = null, EventStatus? events = null,
        string returnUrl = "/tickets?seat=4", bool isFormLost = false, string method = "GET", string eventId = "concert") => new()
        {
            HttpContext = Request(method),
            EventId = eventId,
            State = state,
            Status = status ?? (PageViewFactory.HasPlace(state) ? Place() : null),
            Event = events ?? Event(),
            PollAfter = TimeSpan.FromSeconds(3.5),
            Language = language,
            ReturnUrl = returnUrl,
            IsFormLost = isFormLost,
            BasePath = "/app/_waiting-room",
        };

    public static HttpContext Request(string method = "GET", string? acceptLanguage = null)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(new StoppedTime()).BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Headers.AcceptLanguage = acceptLanguage;
        return context;
    }

    public static VisitorStatus Place(long position = 1234, double minutes = 12, double p90 = 14.5, long? drawNumber = null) => new()
    {
        State = VisitorState.Waiting,
        Position = position,
        DrawNumber = drawNumber,
        EstimatedWait = TimeSpan.FromMinutes(minutes),
        EstimatedWaitP90 = TimeSpan.FromMinutes(p90),
        Waited = TimeSpan.FromMinutes(8),
        SupportCode = "7K3M-Q2ZD",
    };

    public static EventStatus Event(string? message = null, DateTimeOffset? gatherAt = null, DateTimeOffset? opensAt = null, DateTimeOffset? drawAt = null) => new()
    {
        EventId = "concert",
        Message = message is null ? null : new EventMessage { Text = message },
        GatherAt = gatherAt,
        OpensAt = opensAt,
        DrawAt = drawAt,
    };

    public static PageView View(WaitingPageContext context, WaitingPageOptions? options = null) => WaitingPage.View(context, options ?? new());

    public static string Render(WaitingPageContext context, WaitingPageOptions? options = null) => WaitingPage.Render(context, options ?? new());

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
