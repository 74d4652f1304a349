using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>What a page counts down to.</summary>
/// <param name="Label">What it is.</param>
/// <param name="At">When it is.</param>
/// <param name="Text">The time until then: a clock, or days.</param>
/// <param name="Seconds">The same for a script to count down; null while days are shown.</param>
internal sealed record PageCountdown(string Label, DateTimeOffset At, string Text, long? Seconds)
{
    /// <summary>The next time that matters in this state; null if there is none, or it is over.</summary>
    public static PageCountdown? Of(WaitingPageContext context, PageTexts texts)
    {
        var now = (context.HttpContext.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        return Candidates(context.State, context.Event ?? context.Status?.Event)
            .Where(candidate => candidate.At > now)
            .Select(candidate => Make(texts, candidate.Label, candidate.At!.Value, candidate.At.Value - now))
            .FirstOrDefault();
    }

    private static (string Label, DateTimeOffset? At)[] Candidates(WaitingPageState state, EventStatus? status) => (state, status) switch
    {
        (_, null) => [],
        (WaitingPageState.Scheduled, _) => [("join_in", status.GatherAt), ("open_in", status.OpensAt)],
        (WaitingPageState.Drawing, _) => [("draw_in", status.DrawAt), ("open_in", status.OpensAt)],
        (WaitingPageState.Gathering, _) => [("open_in", status.OpensAt)],
        (WaitingPageState.LogInRequired, _) => [("draw_in", status.DrawAt)],
        _ => [],
    };

    private static PageCountdown Make(PageTexts texts, string label, DateTimeOffset at, TimeSpan left)
    {
        if (left.TotalDays >= 1)
            return new(texts[label], at, texts.Count("days", (long)left.TotalDays), null);
        var clock = FormattableString.Invariant($"{left.Hours}:{left.Minutes:00}:{left.Seconds:00}");
        return new(texts[label], at, texts.Language.WithDigits(clock), (long)Math.Ceiling(left.TotalSeconds));
    }
}
