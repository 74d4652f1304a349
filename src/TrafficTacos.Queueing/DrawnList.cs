namespace TrafficTacos.Queueing;

/// <summary>Who takes part in a draw, without saying who they are.</summary>
public sealed class DrawnList
{
    /// <summary>Which event of this name.</summary>
    public required string Generation { get; init; }

    /// <summary>The Merkle root over the list.</summary>
    public required string Root { get; init; }

    /// <summary>Whether the draw has ended.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The leaves, 32 bytes each, in ascending order.</summary>
    public required ReadOnlyMemory<byte> Leaves { get; init; }
}
