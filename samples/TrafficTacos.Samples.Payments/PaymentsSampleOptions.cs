namespace TrafficTacos.Samples.Payments;

/// <summary>How the payment service behaves.</summary>
public sealed record PaymentsSampleOptions
{
    /// <summary>Where it listens on loopback; 0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>How long an intent can be paid.</summary>
    public TimeSpan IntentLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the scenario <c>delay</c> takes to complete.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How late the scenario <c>timeout</c> answers.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where its spans go, for a program of its own; null sends none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
