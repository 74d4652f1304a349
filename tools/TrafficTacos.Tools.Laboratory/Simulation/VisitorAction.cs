namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>The next request of a browser tab.</summary>
internal enum VisitorAction
{
    None,
    Join,
    Poll,
    Enter,
    Abandon,
    Reload,
    Sleep,
    Shop,
}
