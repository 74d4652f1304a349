namespace TrafficTacos.Samples.Reservations;

/// <summary>Options of the reservation service.</summary>
public sealed record ReservationsSampleOptions
{
    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The payment service, which knows whether a reservation is paid.</summary>
    public required Uri Payments { get; init; }

    /// <summary>The number of seats of each event.</summary>
    public int Seats { get; init; } = 50_000;

    /// <summary>The price of a seat in KRW.</summary>
    public int Price { get; init; } = 50_000;

    /// <summary>The time for which seats are held.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The OTLP collector for its spans; null sends none.</summary>
    public Uri? Collector { get; init; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>; null decides by the collector's address.</summary>
    public string? CollectorProtocol { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
