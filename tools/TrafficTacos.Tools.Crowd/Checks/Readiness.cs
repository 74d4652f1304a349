namespace TrafficTacos.Tools.Crowd.Checks;

internal enum Readiness
{
    /// <summary>The response does not contain it, or admission is paused.</summary>
    Unknown,
    NotReady,
    Ready,
}
