namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>One sale: who comes when, how they behave, and what the operator does. Times are seconds from the start, rates
/// people a second, shares 0 to 1. <see cref="ScenarioReader"/> says what each part may be.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>When the simulation stops, whoever still waits.</summary>
    public required double Seconds { get; init; }

    public Bucket Bucket { get; init; } = new();

    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    public IReadOnlyList<Change> Changes { get; init; } = [];

    public IReadOnlyList<Polling> Polling { get; init; } = [new(1, PollingKind.Told)];

    /// <summary>The share that joins and is never heard again.</summary>
    public double Ghosts { get; init; }

    public IReadOnlyList<GivingUp> GivingUp { get; init; } = [];

    /// <summary>Reloads of the page a visitor and hour: a beacon's soft leave, and a poll a moment later.</summary>
    public double ReloadsPerHour { get; init; }

    /// <summary>The share with two to four tabs: each joins with the same identity, and polls.</summary>
    public double Tabs { get; init; }

    public Bots Bots { get; init; } = new(0, 0);

    /// <summary>Seconds from seeing "ready" to entering, on average.</summary>
    public double Think { get; init; }

    public IReadOnlyList<GatewayTime> Gateways { get; init; } = [new(0, 0)];

    public int Visitors => Arrivals.Sum(arrival => arrival.Count);
}

internal sealed record Bucket(double Refill = 50, int Capacity = 500, int Overdraft = 10, int Bypass = 10);

internal enum ArrivalKind
{
    /// <summary>All at random within <c>over</c> seconds.</summary>
    Burst,

    /// <summary>At a rate that goes evenly from <c>rate</c> to <c>to_rate</c>.</summary>
    Ramp,

    /// <summary>Bursts of <c>visitors</c> again and again.</summary>
    Waves,

    /// <summary>By chance at one rate.</summary>
    Poisson,
}

/// <param name="Kind">The shape.</param>
/// <param name="At">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Count">How many come in all.</param>
/// <param name="Over">How long a burst takes.</param>
/// <param name="Every">The time between waves.</param>
/// <param name="Rate">At the beginning.</param>
/// <param name="ToRate">At the end.</param>
internal sealed record Arrival(ArrivalKind Kind, double At, double Until, int Count, double Over = 0, double Every = 0, double Rate = 0, double ToRate = 0);

/// <summary>What an operator changes; null leaves it alone. A shop that slows down is an operator, or a robot of theirs, who
/// lowers the rate.</summary>
internal sealed record Change(double At, double? Refill = null, int? Capacity = null, bool? Paused = null);

internal enum PollingKind
{
    Told,
    Every,
    Lazy,
    Jittered,
}

/// <param name="Share">Of the visitors.</param>
/// <param name="Kind">As told, every so many seconds, as told times a factor, or as told times a random factor around 1.</param>
/// <param name="Number">Seconds, or the factor, or how far around 1.</param>
internal sealed record Polling(double Share, PollingKind Kind, double Number = 0);

internal enum GivingUpKind
{
    /// <summary>The same chance in every second.</summary>
    Constant,

    /// <summary>After a time that differs from person to person (log-normal).</summary>
    Impatient,

    /// <summary>A share of those who wait, within a few seconds.</summary>
    Wave,

    /// <summary>On being ready: they fall silent and do not enter.</summary>
    Head,

    /// <summary>On being ready: they poll on and never enter.</summary>
    Linger,
}

internal enum Manner
{
    Leave,
    Beacon,
    Silent,
}

/// <param name="Kind">When.</param>
/// <param name="Manner">How.</param>
/// <param name="Share">Of the visitors.</param>
/// <param name="At">Of a wave.</param>
/// <param name="Over">Of a wave.</param>
/// <param name="Rate">Constant: people in a hundred and minute.</param>
/// <param name="Median">Impatient: seconds.</param>
/// <param name="Spread">Impatient: standard deviation of the logarithm.</param>
internal sealed record GivingUp(
    GivingUpKind Kind, Manner Manner, double Share = 1, double At = 0, double Over = 0, double Rate = 0, double Median = 0, double Spread = 0);

/// <summary>Identities that join again and again, and then wait like anybody else.</summary>
internal sealed record Bots(int Identities, int Joins);

/// <summary>How wrong a gateway's clock is: seconds ahead, and the share by which it runs fast.</summary>
internal sealed record GatewayTime(double Offset, double Drift);
