namespace TrafficTacos.Queueing.Admission;

/// <summary>The settings in force for an event: those of its configuration, and above them what an operator changed. The same as
/// lua/include/read_policy.lua, phase.lua and schedule.lua. Times are microseconds since the Unix epoch, 0 for none.</summary>
internal readonly record struct EventNumbers(
    double Rate, double Burst, EventMode Mode, double MaximumShoppers, double GatherAt, double OpensAt, double ClosesAt, double DrawAt, QueueOrder Order, string Message)
{
    private const double DrawBeforeOpening = 120_000_000;

    /// <summary>The clocks of an operator and of the store differ a little.</summary>
    private const double Past = 60_000_000;

    /// <summary>Everybody is let through.</summary>
    public bool IsPassing => !IsHeld && Mode is (EventMode.Passthrough or EventMode.Off);

    /// <summary>Nobody is let through, whatever the mode.</summary>
    public bool IsHeld { get; init; }

    /// <summary>An operator has stopped admission.</summary>
    public bool IsStopped => Mode is EventMode.Paused or EventMode.Maintenance;

    /// <param name="policy">The configuration.</param>
    /// <param name="changed">What an operator changed, by name; see <see cref="SettingValues"/>.</param>
    public static EventNumbers Of(EventPolicy policy, IReadOnlyDictionary<string, string> changed)
    {
        var numbers = new EventNumbers(
            Number(EventSetting.AdmissionsPerSecond, policy.AdmissionsPerSecond),
            Number(EventSetting.Burst, policy.Burst),
            changed.TryGetValue(SettingValues.NameOf(EventSetting.Mode), out var mode) ? SettingValues.ModeOf(mode) : (EventMode)policy.Mode,
            Number(EventSetting.MaximumShoppers, policy.MaximumShoppers),
            Number(EventSetting.GatherAt, policy.GatherAt),
            Number(EventSetting.OpensAt, policy.OpensAt),
            Number(EventSetting.ClosesAt, policy.ClosesAt),
            Number(EventSetting.DrawAt, policy.DrawAt),
            (QueueOrder)Number(EventSetting.Order, policy.Order),
            changed.GetValueOrDefault(SettingValues.MessageName, ""));
        return numbers is { Order: QueueOrder.Draw, DrawAt: 0, OpensAt: > 0 } ? numbers with { DrawAt = numbers.OpensAt - DrawBeforeOpening } : numbers;

        double Number(EventSetting setting, double configured) =>
            changed.TryGetValue(SettingValues.NameOf(setting), out var text) ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : configured;
    }

    public EventPhase PhaseAt(double time)
    {
        if (time < GatherAt)
            return EventPhase.Scheduled;
        if (time < OpensAt)
            return EventPhase.Gathering;
        return ClosesAt > 0 && time >= ClosesAt ? EventPhase.Closed : EventPhase.Open;
    }

    /// <summary>Why these settings cannot follow those in force; <see cref="SettingFault.None"/> if they can.</summary>
    /// <param name="now">Those in force.</param>
    /// <param name="draw">How far the draw is.</param>
    /// <param name="time">What decides the phase.</param>
    /// <param name="values">What is changed, by name.</param>
    /// <param name="hasJoins">Somebody is in the queue, or was when it was open.</param>
    /// <param name="inside">How many visitors are inside.</param>
    public SettingFault FaultAfter(
        in EventNumbers now, DrawStage draw, double time, IReadOnlyDictionary<string, string> values, bool hasJoins, long inside)
    {
        foreach (var (setting, inForce) in ((EventSetting, double)[])
            [(EventSetting.GatherAt, now.GatherAt), (EventSetting.OpensAt, now.OpensAt), (EventSetting.ClosesAt, now.ClosesAt), (EventSetting.DrawAt, now.DrawAt)])
        {
            if (values.TryGetValue(SettingValues.NameOf(setting), out var text) && text.Length > 0
                && double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is var at && at < time - Past && at != inForce)
            {
                return new SettingFault(SettingValues.NameOf(setting) + "_past");
            }
        }

        if (OpensAt > 0 && GatherAt > OpensAt)
            return new SettingFault("gather_after_opening");
        if (ClosesAt > 0 && ClosesAt <= Math.Max(OpensAt, GatherAt))
            return new SettingFault("closes_before_opening");
        if (Order == QueueOrder.Draw && OpensAt == 0)
            return new SettingFault("draw_without_opening");
        if (Order == QueueOrder.Draw && (DrawAt < GatherAt || DrawAt > OpensAt))
            return new SettingFault("draw_out_of_gathering");
        // What cannot be announced before its time would be no draw.
        if (draw == DrawStage.None && Order == QueueOrder.Draw && DrawAt <= time && (now.Order != QueueOrder.Draw || DrawAt != now.DrawAt))
            return new SettingFault("draw_too_late");
        if (draw >= DrawStage.Announced && (Order != now.Order || GatherAt != now.GatherAt))
            return new SettingFault("draw_announced");
        if (draw == DrawStage.Announced && DrawAt < now.DrawAt)
            return new SettingFault("draw_earlier");
        if (draw >= DrawStage.Frozen && DrawAt != now.DrawAt)
            return new SettingFault("draw_frozen");
        if (draw == DrawStage.None && Order == QueueOrder.Draw && now.Order != QueueOrder.Draw && hasJoins)
            return new SettingFault("draw_after_joins");
        if (values.ContainsKey(SettingValues.NameOf(EventSetting.MaximumShoppers)) && MaximumShoppers > 0 && MaximumShoppers < inside)
            return new SettingFault("maximum_below_inside", inside);
        return SettingFault.None;
    }
}
