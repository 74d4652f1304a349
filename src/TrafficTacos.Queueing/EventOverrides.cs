namespace TrafficTacos.Queueing;

/// <summary>What differs for one event; null is as configured for all. Units, ranges and meaning as in
/// <see cref="WaitingRoomOptions"/>.</summary>
public sealed class EventOverrides
{
    /// <inheritdoc cref="WaitingRoomOptions.RefillPerSecond"/>
    public double? RefillPerSecond { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.Capacity"/>
    public int? Capacity { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.Overdraft"/>
    public int? Overdraft { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.Bypass"/>
    public int? Bypass { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.NearPositions"/>
    public int? NearPositions { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.MiddlePositions"/>
    public int? MiddlePositions { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.NearWait"/>
    public TimeSpan? NearWait { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.MiddleWait"/>
    public TimeSpan? MiddleWait { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.FarWait"/>
    public TimeSpan? FarWait { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.HeartbeatTime"/>
    public TimeSpan? HeartbeatTime { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.HeadGrace"/>
    public TimeSpan? HeadGrace { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.SoftLeaveTime"/>
    public TimeSpan? SoftLeaveTime { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.PassTime"/>
    public TimeSpan? PassTime { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.ClaimLease"/>
    public TimeSpan? ClaimLease { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.MinimumPoll"/>
    public TimeSpan? MinimumPoll { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.MaximumPoll"/>
    public TimeSpan? MaximumPoll { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.JournalLength"/>
    public int? JournalLength { get; set; }

    /// <inheritdoc cref="WaitingRoomOptions.Retention"/>
    public TimeSpan? Retention { get; set; }
}
