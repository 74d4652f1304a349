namespace TrafficTacos.Tools.Crowd.Visitors;

internal enum VisitorRole
{
    Shopper,

    /// <summary>A shopper who also provokes violations: enters twice concurrently, and uses a pass again.</summary>
    Prober,

    /// <summary>Leaves after some polls.</summary>
    Leaver,

    /// <summary>Joins and never polls.</summary>
    Ghost,
}
