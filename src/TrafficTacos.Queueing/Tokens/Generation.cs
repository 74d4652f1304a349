using System.Buffers.Binary;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>Which life of an event a token belongs to: 16 bytes, the store time of its first join as a little-endian double, then 8 random
/// ones. An event of the same name that ended has another one.</summary>
internal readonly record struct Generation(UInt128 Value)
{
    public const int Size = 16;

    /// <summary>Of no event: an older token, or nothing known.</summary>
    public static Generation None => default;

    /// <summary>When it began, in microseconds of the store.</summary>
    public long BornAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            Write(bytes);
            return (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        }
    }

    public static Generation Create(long bornAt, ulong seed)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, bornAt);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], seed);
        return Read(bytes);
    }

    public static Generation Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
}
