namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>
/// An expected time in words. It is rounded as coarsely as one would say it, so that words stay while an estimate moves a little: whole
/// minutes, from 20 on five, from 90 on half hours.
/// </summary>
internal static class WaitWords
{
    private const long Day = 24 * 60;

    /// <summary>For example "about 12 minutes, most likely less than 15 minutes".</summary>
    public static string Of(PageTexts texts, TimeSpan median, TimeSpan p90)
    {
        var (minutes, most) = (Round(median.TotalMinutes, Math.Round), Round(p90.TotalMinutes, Math.Ceiling));
        if (minutes >= Day)
            return texts["more_than_day"];
        if (median.TotalMinutes < 1)
            return most <= 1 ? texts["less_than_minute"] : Say("at_most");
        return Say(most <= minutes || most >= Day ? "about" : "about_at_most");

        string Say(string name) => texts[name]
            .Replace("{time}", Duration(texts, minutes), StringComparison.Ordinal)
            .Replace("{most}", Duration(texts, most), StringComparison.Ordinal);
    }

    private static string Duration(PageTexts texts, long minutes)
    {
        if (minutes < 90)
            return texts.Count("minutes", minutes);
        var (hours, rest) = Math.DivRem(minutes, 60);
        return rest == 0
            ? texts.Count("hours", hours)
            : texts["hours_minutes"].Replace("{hours}", texts.Count("hours", hours), StringComparison.Ordinal).Replace("{minutes}", texts.Count("minutes", rest), StringComparison.Ordinal);
    }

    private static long Round(double minutes, Func<double, double> round)
    {
        var step = minutes < 20 ? 1 : minutes < 90 ? 5 : 30;
        return (long)round(minutes / step) * step;
    }
}
