using System.Buffers.Binary;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>16 bytes that identify a visitor's place in one event's queue.</summary>
internal readonly record struct EntryId(UInt128 Value)
{
    public const int Size = 16;

    public static EntryId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
}
