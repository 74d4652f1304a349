using System.Globalization;
using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What operators had set before the store lost everything, as far as this process knows.</summary>
internal static class LostSettings
{
    /// <summary>Who gives it back, in the audit trail.</summary>
    public const string Gateway = "gateway";

    /// <summary>What has to be set again; null for nothing. What somebody has set since stays, and a time that has passed decides nothing any more.</summary>
    /// <param name="before">What was in force.</param>
    /// <param name="now">What is.</param>
    /// <param name="configured">What would be if nobody had set anything.</param>
    /// <param name="time">The time that decides the phase, in microseconds.</param>
    /// <param name="withDraw">Whether the order and the times that are fixed with a draw are given back, too.</param>
    public static EventSettingsChange? Of(in EventNumbers before, in EventNumbers now, in EventNumbers configured, long time, bool withDraw)
    {
        var change = new EventSettingsChange
        {
            ChangedBy = Gateway,
            AdmissionsPerSecond = IsLost(before.Rate, now.Rate, configured.Rate) ? before.Rate : null,
            Burst = IsLost(before.Burst, now.Burst, configured.Burst) ? (int)before.Burst : null,
            Mode = IsLost(SetMode(before), SetMode(now), SetMode(configured)) ? before.Mode : null,
            MaximumShoppers = IsLost(before.MaximumShoppers, now.MaximumShoppers, configured.MaximumShoppers) ? (int)before.MaximumShoppers : null,
            OpensAt = TimeOf(before.OpensAt, now.OpensAt, configured.OpensAt),
            ClosesAt = TimeOf(before.ClosesAt, now.ClosesAt, configured.ClosesAt),
            GatherAt = withDraw ? TimeOf(before.GatherAt, now.GatherAt, configured.GatherAt) : null,
            DrawAt = withDraw ? TimeOf(before.DrawAt, now.DrawAt, configured.DrawAt) : null,
            Order = withDraw && IsLost(before.Order, now.Order, configured.Order) ? before.Order : null,
            Message = IsLost(before.Message, now.Message, configured.Message) ? MessageText.Read(before.Message) : null,
        };
        return SettingValues.Of(change).Count > 0 ? change : null;

        // While it recovers, the engine itself says so in place of the normal mode.
        static EventMode SetMode(in EventNumbers numbers) => numbers.Mode == EventMode.Recovering ? EventMode.Normal : numbers.Mode;

        DateTimeOffset? TimeOf(double was, double isNow, double isConfigured) => IsLost(was, isNow, isConfigured) && was > time ? SettingValues.Time(was) : null;
    }

    public static string NamesOf(EventSettingsChange change) =>
        string.Join(", ", SettingValues.Of(change).Select(setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Name} {setting.Value}")));

    private static bool IsLost<T>(T before, T now, T configured)
        where T : notnull => !before.Equals(now) && now.Equals(configured);
}
