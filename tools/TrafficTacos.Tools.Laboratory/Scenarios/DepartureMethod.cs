namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>How a visitor abandons the queue.</summary>
internal enum DepartureMethod
{
    /// <summary>An immediate leave request.</summary>
    Leave,

    /// <summary>A soft leave, as a browser's beacon sends it.</summary>
    Beacon,

    /// <summary>No request: the visitor stops polling.</summary>
    Silent,
}
