namespace TrafficTacos.Queueing;

/// <summary>When everybody is in who waits now, if nobody joins ahead of them and nothing is changed.</summary>
public sealed class EventForecast
{
    internal static EventForecast Empty { get; } = new() { Reason = ForecastReason.NobodyWaits };

    /// <summary>Why there is no time; <see cref="ForecastReason.None"/> if there is one.</summary>
    public ForecastReason Reason { get; init; }

    /// <summary>One time in ten it is before this: as far before the median, as a ratio, as <see cref="P90"/> is behind it. By the store's clock.</summary>
    public DateTimeOffset? P10 { get; init; }

    /// <summary>The median.</summary>
    public DateTimeOffset? P50 { get; init; }

    /// <summary>One time in ten it is after this.</summary>
    public DateTimeOffset? P90 { get; init; }
}

/// <summary>What a change would do.</summary>
public sealed class ForecastChange
{
    /// <summary>With the settings in force.</summary>
    public required EventForecast Now { get; init; }

    /// <summary>After the change.</summary>
    public required EventForecast Then { get; init; }
}
