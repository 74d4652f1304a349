namespace TrafficTacos.Queueing.Testing;

/// <summary>The result of an admission: what the client holds now.</summary>
public sealed class AdmitResult
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>The place in the queue, for further questions about it.</summary>
    public required string WaitingToken { get; init; }

    /// <summary>The pass. It is spent if <see cref="SessionToken"/> is there.</summary>
    public required string ReservationToken { get; init; }

    /// <summary>The session; null unless <see cref="AdmitOptions.OpenSession"/> asked for one.</summary>
    public string? SessionToken { get; init; }
}
