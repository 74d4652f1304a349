using System.ComponentModel.DataAnnotations;

namespace TrafficTacos.Queueing;

/// <summary>The least time that visitors up to a position wait before they are ready.</summary>
public sealed class MinimumWait
{
    /// <summary>The last position that this applies to; null for every further position.</summary>
    [Range(1, EventOptions.MaximumRate)]
    public int? UpToPosition { get; set; }

    /// <summary>The least time since the join.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan Wait { get; set; }
}
