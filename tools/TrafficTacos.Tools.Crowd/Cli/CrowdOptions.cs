namespace TrafficTacos.Tools.Crowd.Cli;

/// <summary>The validated options of a run.</summary>
internal sealed record CrowdOptions
{
    /// <summary>How long ghosts can block the head until they are no-shows, with the default no-show timeout.</summary>
    private const double NoShowSeconds = 30;

    /// <summary>The longest of the default minimum waits.</summary>
    private const double MinimumWaitSeconds = 5;

    /// <summary>How long the seat of an ended session stays taken.</summary>
    private const double SeatSeconds = 3;

    public required IReadOnlyList<Uri> Gateways { get; init; }

    /// <summary>The path of the queue endpoints, with a leading slash and without a trailing one.</summary>
    public required string Prefix { get; init; }

    public required string EventId { get; init; }

    public required int Visitors { get; init; }

    public required TimeSpan ArriveOver { get; init; }

    public required double GhostPercent { get; init; }

    public required double LeaverPercent { get; init; }

    /// <summary>The protected endpoint at which admitted visitors use their pass, or null.</summary>
    public required Uri? ProtectedUrl { get; init; }

    /// <summary>What admitted visitors purchase, or null.</summary>
    public required PurchaseOptions? Purchase { get; init; }

    /// <summary>About how long an admitted visitor stays inside with a session; null without sessions.</summary>
    public required TimeSpan? ShopFor { get; init; }

    /// <summary>The configured maximum of shoppers; null if it is not checked.</summary>
    public required int? MaximumShoppers { get; init; }

    /// <summary>Whether the event is drawn.</summary>
    public required bool Drawn { get; init; }

    /// <summary>Whether each visitor registers an account before the run.</summary>
    public required bool Register { get; init; }

    /// <summary>The bearer token, or null for none.</summary>
    public required string? Bearer { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>The configured rate of the gateways.</summary>
    public required double AdmissionsPerSecond { get; init; }

    public required int Burst { get; init; }

    public required int Overdraft { get; init; }

    public required int Connections { get; init; }

    /// <summary>A fixed poll interval; null for the advertised one.</summary>
    public required TimeSpan? PollInterval { get; init; }

    /// <summary>Whether each visitor uses one gateway instead of the next one for each request.</summary>
    public required bool Sticky { get; init; }

    public required int Seed { get; init; }

    public required bool Plain { get; init; }

    public required FileInfo? Json { get; init; }

    /// <summary>The approximate time until the last admission: a full bucket admits <see cref="Burst"/> visitors at once and the others
    /// follow at <see cref="AdmissionsPerSecond"/>, or as fast as seats are free. The time until an opening is not in it.</summary>
    public TimeSpan ExpectedDuration()
    {
        var absent = Visitors * (GhostPercent + LeaverPercent) / 100;
        var atRate = Math.Max(0, Visitors - absent - Burst) / AdmissionsPerSecond;
        if (MaximumShoppers is { } maximum && ShopFor is { } stay)
            atRate = Math.Max(atRate, Visitors / (double)maximum * (stay.TotalSeconds + SeatSeconds));
        var blocked = GhostPercent > 0 ? NoShowSeconds : 0;
        return TimeSpan.FromSeconds(Math.Max(atRate, ArriveOver.TotalSeconds + MinimumWaitSeconds) + blocked);
    }
}
