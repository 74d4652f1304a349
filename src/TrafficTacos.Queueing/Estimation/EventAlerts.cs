namespace TrafficTacos.Queueing.Estimation;

/// <summary>What somebody should look at. A pure function of an event's numbers.</summary>
internal static class EventAlerts
{
    /// <summary>An event is not judged by its rate before it has admitted for so long: the first visitors have yet to come.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan DrawAnnounced = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Maintained = TimeSpan.FromSeconds(15);

    /// <summary>A small queue leaves, and pauses, by chance.</summary>
    private const long FewDepartures = 20;

    private static readonly Dictionary<string, long> NoCounts = [];

    private const double DepartureShare = 0.1, RateShare = 0.5;

    /// <summary>The critical ones first, otherwise in the order of <see cref="EventAlertKind"/>.</summary>
    public static IReadOnlyList<EventAlert> Of(EventOverview numbers)
    {
        var alerts = new List<EventAlert>();
        var (now, waits) = (numbers.At, numbers.Length > 0);
        var isFull = numbers.MaximumShoppers > 0 && numbers.Shoppers >= numbers.MaximumShoppers;
        if (numbers.Mode == EventMode.Paused && waits)
            Add(EventAlertKind.Paused);
        if (numbers.Mode == EventMode.Maintenance)
            Add(EventAlertKind.Maintenance);
        if (numbers.Mode == EventMode.Recovering)
            Add(EventAlertKind.Recovering, isCritical: true);
        if (IsAdmitting(numbers) && !isFull && numbers.Length > numbers.Burst && numbers.AdmissionsLastMinute > 0
            && numbers.AdmissionsLastMinute < RateShare * 60 * numbers.AdmissionsPerSecond)
            Add(EventAlertKind.RateUnused);
        if (isFull && waits && IsRunning(numbers))
            Add(EventAlertKind.BoundFull);
        if (IsAdmitting(numbers) && !isFull && waits && numbers.AdmissionsLastMinute == 0 && numbers.AdmissionsPerSecond * 60 >= 1)
            Add(EventAlertKind.NoAdmissions, isCritical: true);
        if (IsAdmitting(numbers) && isFull && waits && numbers.AdmissionsLast5Minutes == 0)
            Add(EventAlertKind.ShoppersSilent);
        if (numbers is { DrawAt: { } drawAt, Draw: null } && now >= drawAt - DrawAnnounced)
            Add(EventAlertKind.DrawNotAnnounced, isCritical: true, drawAt - DrawAnnounced);
        if (numbers is { IsUndrawn: true, OpensAt: { } opensAt } && now >= opensAt)
            Add(EventAlertKind.DrawLate, isCritical: true, opensAt);
        if (numbers.Phase == EventPhase.Closed && waits)
            Add(EventAlertKind.SoldOut);
        if (numbers.DeparturesLastMinute >= FewDepartures && numbers.DeparturesLastMinute > DepartureShare * (numbers.Length + numbers.DeparturesLastMinute))
            Add(EventAlertKind.DeparturesHigh);
        if (waits && numbers.MaintainedAgo > Maintained)
            Add(EventAlertKind.Stale, isCritical: true, now - numbers.MaintainedAgo);
        return [.. alerts.OrderByDescending(alert => alert.IsCritical)];

        void Add(EventAlertKind kind, bool isCritical = false, DateTimeOffset? since = null) =>
            alerts.Add(new EventAlert { Kind = kind, IsCritical = isCritical, Since = since });
    }

    /// <summary>The same of what maintenance knows: nothing of a draw but that it is not done, and it is not stale.</summary>
    public static IReadOnlyList<EventAlert> Of(in EventSnapshot snapshot)
    {
        var numbers = snapshot.Conditions.Numbers;
        return Of(new EventOverview
        {
            EventId = "",
            At = TimeOf(snapshot.Now),
            FirstJoinAt = snapshot.FirstJoin < snapshot.Now ? TimeOf(snapshot.FirstJoin) : null,
            Counts = NoCounts,
            Length = snapshot.Length,
            Mode = numbers.Mode,
            Phase = snapshot.Conditions.Phase,
            AdmissionsPerSecond = snapshot.AdmissionsPerSecond,
            Burst = (int)snapshot.Burst,
            AdmissionsLastMinute = snapshot.Admissions.One,
            AdmissionsLast5Minutes = snapshot.Admissions.Five,
            DeparturesLastMinute = snapshot.Abandoned.One + snapshot.NoShows.One + snapshot.NeverPolled.One,
            Shoppers = snapshot.Admitted + snapshot.Seats,
            MaximumShoppers = (int)numbers.MaximumShoppers,
            OpensAt = numbers.OpensAt > 0 ? TimeOf((long)numbers.OpensAt) : null,
            IsUndrawn = snapshot.Conditions.IsUndrawn,
        });
    }

    /// <summary>As metrics and the console's API spell it.</summary>
    public static string NameOf(EventAlertKind kind) => kind switch
    {
        EventAlertKind.RateUnused => "rate_unused",
        EventAlertKind.BoundFull => "bound_full",
        EventAlertKind.NoAdmissions => "no_admissions",
        EventAlertKind.ShoppersSilent => "shoppers_silent",
        EventAlertKind.DrawNotAnnounced => "draw_not_announced",
        EventAlertKind.DrawLate => "draw_late",
        EventAlertKind.SoldOut => "sold_out",
        EventAlertKind.DeparturesHigh => "departures_high",
        EventAlertKind.Paused => "paused",
        EventAlertKind.Maintenance => "maintenance",
        EventAlertKind.Recovering => "recovering",
        _ => "stale",
    };

    private static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);

    private static bool IsRunning(EventOverview numbers) => numbers is { Mode: EventMode.Normal or EventMode.Draining, Phase: EventPhase.Open, IsUndrawn: false };

    /// <summary>It has admitted for a while, or should have.</summary>
    private static bool IsAdmitting(EventOverview numbers) =>
        IsRunning(numbers) && numbers.FirstJoinAt is { } first && numbers.At - (numbers.OpensAt > first ? numbers.OpensAt.Value : first) >= Start;
}
