namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>What a finding means for those who wait.</summary>
internal enum FindingSeverity
{
    /// <summary>To know. Said once.</summary>
    Note,

    /// <summary>The queue works, and may lose something one day.</summary>
    Warning,

    /// <summary>The queue does not work: not ready.</summary>
    Critical,
}
