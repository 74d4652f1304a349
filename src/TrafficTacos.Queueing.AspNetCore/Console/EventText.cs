using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Events as the API tells them.</summary>
internal static class EventText
{
    private const double Minute = 60;

    public static EventRow Row(EventOverview found) => Fill(found, new EventRow
    {
        EventId = found.EventId,
        At = found.At,
        Phase = EventNames.NameOf(found.Phase),
        Mode = EventNames.NameOf(found.Mode),
        Alerts = Alerts(found),
    });

    public static EventDetail Detail(EventOverview found, EventSettings settings, EventDraw? draw)
    {
        var (allIn, reason) = Forecast(found.AllIn);
        return Fill(found, new EventDetail
        {
            EventId = found.EventId,
            At = found.At,
            Phase = EventNames.NameOf(found.Phase),
            Mode = EventNames.NameOf(found.Mode),
            Alerts = Alerts(found),
            FirstJoinAt = found.FirstJoinAt,
            Level = found.Level,
            Burst = found.Burst,
            AdmissionsLastMinute = found.AdmissionsLastMinute,
            AdmissionsLast5Minutes = found.AdmissionsLast5Minutes,
            AdmissionsLast15Minutes = found.AdmissionsLast15Minutes,
            WaitP95Seconds = found.WaitP95?.TotalSeconds,
            Counts = found.Counts,
            Settings = SettingsText.Of(settings),
            AllIn = allIn,
            AllInReason = reason,
            EstimateError = found.EstimateError,
            Draw = Draw(draw),
        });
    }

    public static (ForecastTimes? Times, string? Reason) Forecast(EventForecast forecast) =>
        (forecast is { P10: { } p10, P50: { } p50, P90: { } p90 } ? new ForecastTimes(p10, p50, p90) : null, ConsoleNames.NameOf(forecast.Reason));

    public static DrawSummary? Draw(EventDraw? draw) =>
        draw is null ? null : new DrawSummary(ConsoleNames.NameOf(draw.Phase), draw.Announcement.DrawAtInForce, draw.Entries, draw.BeaconRound, draw.BeaconRoundAt, draw.AbandonedFor);

    public static HistoryMoment Moment(SaleMoment moment) => new(
        moment.At, moment.Length, moment.Admitted, moment.Departed, moment.Shoppers, moment.AdmissionsPerSecond, EventNames.NameOf(moment.Mode));

    private static T Fill<T>(EventOverview found, T row)
        where T : EventRow =>
        (T)(row with
        {
            Length = found.Length,
            Remembered = found.Remembered,
            Admitted = found.Admitted,
            Shoppers = found.Shoppers,
            MaximumShoppers = found.MaximumShoppers,
            RateNow = found.AdmissionsLastMinute / Minute,
            AdmissionsPerSecond = found.AdmissionsPerSecond,
            WaitP50Seconds = found.WaitP50?.TotalSeconds,
            OpensAt = found.OpensAt,
            DrawAt = found.DrawAt,
        });

    private static AlertResponse[] Alerts(EventOverview found) =>
        [.. found.Alerts.Select(alert => new AlertResponse(ConsoleNames.NameOf(alert.Kind), alert.IsCritical ? "critical" : "warning", alert.Since))];
}
