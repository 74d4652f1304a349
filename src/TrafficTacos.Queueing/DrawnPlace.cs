namespace TrafficTacos.Queueing;

/// <summary>A visitor's own part in a draw, which is told to nobody else. Bytes are lower-case hexadecimal digits.</summary>
public sealed class DrawnPlace
{
    /// <summary>What stands for them in the list: the SHA-256 over <see cref="Salt"/>, <see cref="Entry"/> and <see cref="Ticket"/>.</summary>
    public required string Leaf { get; init; }

    /// <summary>16 bytes that only they know.</summary>
    public required string Salt { get; init; }

    /// <summary>The place's id.</summary>
    public required string Entry { get; init; }

    /// <summary>The place's ticket.</summary>
    public required long Ticket { get; init; }

    /// <summary>Where the leaf stands in the list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The hashes beside the way from the leaf to the root.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The number that was drawn, from 1; null before <see cref="DrawPhase.Seeded"/>.</summary>
    public int? DrawNumber { get; init; }
}
