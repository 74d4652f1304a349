namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Decides what a page says in each state.</summary>
internal static class PageViewFactory
{
    private const string EventPlaceholder = "{event_id}";

    public static PageView Make(WaitingPageContext context, PageTexts texts)
    {
        var state = context.State;
        var name = NameOf(state);
        var place = HasPlace(state) ? context.Status : null;
        var isInLine = place is { Position: > 0 } && state is not WaitingPageState.Ready;
        var countdown = PageCountdown.Of(context, texts);
        var (title, position) = (texts.Options.Title ?? context.EventId, isInLine ? texts.Language.Number(place!.Position) : null);
        var isMoving = state is WaitingPageState.Waiting && place is { EstimatedWait.Ticks: > 0 };
        return new PageView(name, position is null ? $"{texts[name]} – {title}" : $"{position} – {texts[name]} – {title}", texts[name], texts[name + "_lead"])
        {
            Note = DrawNote(context, texts),
            Message = MessageIn(texts.Language.Code, (context.Event ?? context.Status?.Event)?.Message),
            Position = position,
            Ahead = isInLine ? texts.Language.Number(place!.Position - 1) : null,
            Expected = isMoving ? WaitWords.Of(texts, place!.EstimatedWait, place.EstimatedWaitP90) : null,
            ExpectedSec = isMoving ? (long)place!.EstimatedWait.TotalSeconds : null,
            Progress = isMoving && place!.Waited > TimeSpan.Zero ? Progress(place) : null,
            DrawNumber = place?.DrawNumber is { } drawn ? texts.Language.Number(drawn) : null,
            DrawUrl = place?.DrawNumber is null ? null : DrawUrl(context),
            CountdownLabel = countdown?.Label,
            Countdown = countdown?.Text,
            CountdownSec = countdown?.Seconds,
            At = countdown?.At,
            LogInUrl = state is WaitingPageState.LogInRequired or WaitingPageState.SignedOut && PageAddress.IsSafe(texts.Options.LogInUrl)
                ? texts.Options.LogInUrl.Replace(EventPlaceholder, Uri.EscapeDataString(context.EventId), StringComparison.Ordinal)
                : null,
            GoUrl = state is WaitingPageState.Ready ? PageAddress.OnThisHost(context.ReturnUrl) : null,
            Keep = place is not null && state is not WaitingPageState.Ready ? texts["keep_open"] : null,
            SupportCode = place?.SupportCode,
        };
    }

    /// <summary>Whether a visitor in this state may stand in the queue.</summary>
    public static bool HasPlace(WaitingPageState state) =>
        state is WaitingPageState.Waiting or WaitingPageState.Ready or WaitingPageState.Gathering or WaitingPageState.Drawing or WaitingPageState.Paused or WaitingPageState.Full;

    public static string NameOf(WaitingPageState state) => state switch
    {
        WaitingPageState.Waiting => "waiting",
        WaitingPageState.Ready => "ready",
        WaitingPageState.Scheduled => "scheduled",
        WaitingPageState.Gathering => "gathering",
        WaitingPageState.Drawing => "drawing",
        WaitingPageState.LogInRequired => "log_in_required",
        WaitingPageState.SignedOut => "signed_out",
        WaitingPageState.Paused => "paused",
        WaitingPageState.Full => "full",
        WaitingPageState.NotAdmitting => "not_admitting",
        WaitingPageState.AlreadyServed => "already_served",
        WaitingPageState.Closed => "closed",
        _ => "checking",
    };

    /// <summary>Where the page that checks a draw reads the draw of this event, and the visitor's own part by the place's cookie.</summary>
    private static string DrawUrl(WaitingPageContext context)
    {
        var (draw, query) = ($"{context.BasePath}/queue/draw", $"?event_id={Uri.EscapeDataString(context.EventId)}");
        return $"{context.BasePath}/draw/index.html?papers={Uri.EscapeDataString($"{draw}/papers{query}")}&leaves={Uri.EscapeDataString($"{draw}/leaves{query}")}&mine={Uri.EscapeDataString(draw + query)}";
    }

    private static string? DrawNote(WaitingPageContext context, PageTexts texts) =>
        context.State is WaitingPageState.Scheduled or WaitingPageState.Gathering && context.Event?.DrawAt is not null && context.Status?.DrawNumber is null
            ? texts["draw_note"]
            : null;

    /// <summary>The message in the language of the page, or in another of the same main language.</summary>
    private static string? MessageIn(string language, EventMessage? message)
    {
        if (message is null)
            return null;
        var text = message.Translations.Where(translation => PageLanguage.AreAlike(translation.Key, language))
            .OrderByDescending(translation => translation.Key.Equals(language, StringComparison.OrdinalIgnoreCase))
            .Select(translation => translation.Value).FirstOrDefault() ?? message.Text;
        return text.Length == 0 ? null : text;
    }

    /// <summary>The share of the wait that is behind the visitor, by the clock: the page needs no memory for it. Never all of
    /// it. The answer of a join does not say since when a visitor waits.</summary>
    private static int Progress(VisitorStatus place) =>
        Math.Clamp((int)(100 * place.Waited.TotalSeconds / (place.Waited + place.EstimatedWait).TotalSeconds), 1, 99);
}
