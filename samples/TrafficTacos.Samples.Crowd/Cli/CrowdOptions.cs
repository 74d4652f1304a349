namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>What the crowd was told to do. Everything here has been validated.</summary>
internal sealed record CrowdOptions
{
    public required IReadOnlyList<Uri> Gateways { get; init; }

    /// <summary>Where the queue group is mapped; starts with a slash, does not end with one.</summary>
    public required string Prefix { get; init; }

    public required string EventId { get; init; }

    public required int Visitors { get; init; }

    public required TimeSpan ArriveOver { get; init; }

    public required double GhostPercent { get; init; }

    public required double LeaverPercent { get; init; }

    /// <summary>The protected endpoint where each pass is used, or null.</summary>
    public required Uri? Then { get; init; }

    /// <summary>What everybody who gets in buys, or null.</summary>
    public required Sale? Sale { get; init; }

    /// <summary>Everybody registers an account before the doors open.</summary>
    public required bool Register { get; init; }

    /// <summary>The token sent to the gateway, or null for none.</summary>
    public required string? Bearer { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Admissions per second the gateways are configured with.</summary>
    public required double Refill { get; init; }

    public required int Capacity { get; init; }

    public required int Overdraft { get; init; }

    public required int Connections { get; init; }

    /// <summary>Poll at this pace, whatever the gateway says; null to poll as told.</summary>
    public required TimeSpan? PollEvery { get; init; }

    /// <summary>Each visitor stays with one gateway instead of going to the next one with every call.</summary>
    public required bool Sticky { get; init; }

    public required int Seed { get; init; }

    public required bool Plain { get; init; }

    public required FileInfo? Json { get; init; }

    /// <summary>
    /// When the last visitor should be in: a full bucket lets <see cref="Capacity"/> through at once, the rest follow at
    /// <see cref="Refill"/>; nobody beyond the first fifty enters before 5 s; ghosts hold the head for up to 30 s.
    /// </summary>
    public TimeSpan ExpectedDuration()
    {
        var leaving = Visitors * (GhostPercent + LeaverPercent) / 100;
        var atTheRate = Math.Max(0, Visitors - leaving - Capacity) / Refill;
        var ghosts = GhostPercent > 0 ? 30 : 0;
        return TimeSpan.FromSeconds(Math.Max(atTheRate, ArriveOver.TotalSeconds + 5) + ghosts);
    }
}
