namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>The kinds of calls, for latencies.</summary>
internal enum CallKind
{
    Join,
    Status,
    Enter,
    UsePass,
    Leave,
    OpenSession,
    LookAtSession,
    ExtendSession,
    ReleaseSession,
    Draw,
    Register,
    Reserve,
    Intent,
    Pay,
    Payment,
    Confirm,
    Reservation,
    Cancel,
}
