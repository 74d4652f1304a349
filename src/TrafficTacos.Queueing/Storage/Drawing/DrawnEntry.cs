using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>Somebody who is in a draw.</summary>
/// <param name="Place">Entry and ticket.</param>
/// <param name="Cursor">Where the next page goes on.</param>
internal readonly record struct DrawnEntry(Place Place, double Cursor);

/// <summary>What a visitor drew.</summary>
/// <param name="Place">Whose it is.</param>
/// <param name="Rank">Where they stand.</param>
/// <param name="IsMoved">It is not what the leaf alone says, because that was taken: the store keeps a record of it.</param>
internal readonly record struct DrawnRank(Place Place, double Rank, bool IsMoved);

/// <summary>A part of the list of leaves.</summary>
/// <param name="Leaves">32 bytes each.</param>
/// <param name="Whose">Of each, entry (16 bytes) and ticket (little-endian double). Never told.</param>
internal readonly record struct DrawPart(ReadOnlyMemory<byte> Leaves, ReadOnlyMemory<byte> Whose)
{
    /// <summary>Leaves in one part.</summary>
    public const int Size = 1000;
}
