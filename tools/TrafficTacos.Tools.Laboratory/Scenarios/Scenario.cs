namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>The input of one simulated sale: who arrives when, how visitors behave, and what the operator changes.</summary>
/// <remarks>Times are seconds from the start, rates are visitors a second, and shares are 0 to 1. <see cref="ScenarioReader"/>
/// defines the range of each value.</remarks>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>When the simulation stops, even if visitors still wait.</summary>
    public required double Duration { get; init; }

    public BucketSettings Bucket { get; init; } = new();

    /// <summary>Null if the event is open from the start.</summary>
    public SaleSchedule? Schedule { get; init; }

    /// <summary>Null if a visit ends with the admission.</summary>
    public ShoppingSettings? Shopping { get; init; }

    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    public IReadOnlyList<OperatorChange> Changes { get; init; } = [];

    public IReadOnlyList<PollingPattern> Polling { get; init; } = [new(1, PollingKind.Advertised)];

    /// <summary>The share of visitors who join and never poll.</summary>
    public double GhostShare { get; init; }

    public IReadOnlyList<AbandonmentRule> Abandonment { get; init; } = [];

    /// <summary>Page reloads a visitor and hour. A reload is a soft leave, followed by a poll within seconds.</summary>
    public double ReloadsPerHour { get; init; }

    /// <summary>The share of visitors with two to four tabs. Each tab joins with the same identity and polls.</summary>
    public double MultiTabShare { get; init; }

    /// <summary>The share of visitors whose page is hidden from the join on. A browser lets it poll about once a minute.</summary>
    public double HiddenShare { get; init; }

    public BotSettings Bots { get; init; } = new(0, 0);

    /// <summary>The mean time from the response "ready" to the enter request.</summary>
    public double ThinkTime { get; init; }

    public IReadOnlyList<GatewayClockError> Gateways { get; init; } = [new(0, 0)];

    public int VisitorCount => Arrivals.Sum(arrival => arrival.Count);
}
