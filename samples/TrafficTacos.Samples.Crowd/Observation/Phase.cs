namespace TrafficTacos.Samples.Crowd.Observation;

/// <summary>Where a visitor is. The last four are ends.</summary>
internal enum Phase
{
    Coming,
    Joining,
    Waiting,
    Ready,
    Entered,
    Admitted,
    Left,
    Silent,
    Lost,
}

/// <summary>The calls a visitor makes.</summary>
internal enum CallKind
{
    Join,
    Status,
    Enter,
    Then,
    Leave,
    Register,
    Reserve,
    Intent,
    Pay,
    Payment,
    Confirm,
    Reservation,
    Cancel,
}
