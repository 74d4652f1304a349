namespace TrafficTacos.Samples.Reservations;

/// <summary>How the reservation service behaves.</summary>
public sealed record ReservationsSampleOptions
{
    /// <summary>Where it listens on loopback; 0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>The payment service it asks whether a reservation is paid.</summary>
    public required Uri Payments { get; init; }

    /// <summary>How many seats each event has.</summary>
    public int Seats { get; init; } = 50_000;

    /// <summary>What a seat costs, in KRW.</summary>
    public int Price { get; init; } = 50_000;

    /// <summary>How long seats are held.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where its spans go, for a program of its own; null sends none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
