namespace TrafficTacos.Samples.Payments;

/// <summary>Options of the payment service.</summary>
public sealed record PaymentsSampleOptions
{
    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The time in which an intent can be paid.</summary>
    public TimeSpan IntentLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The time until the scenario <c>delay</c> completes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The delay of the response in the scenario <c>timeout</c>.</summary>
    public TimeSpan ResponseDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The OTLP collector for its spans; null sends none.</summary>
    public Uri? Collector { get; init; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>; null decides by the collector's address.</summary>
    public string? CollectorProtocol { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
