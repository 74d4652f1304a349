using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Draw;

/// <summary>What is hashed in a draw: each item is preceded by its length (4 bytes, big-endian), so that no two lists are the same bytes.</summary>
internal sealed class LengthPrefixedList
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public LengthPrefixedList Add(ReadOnlySpan<byte> item)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), item.Length);
        _bytes.Advance(sizeof(int));
        _bytes.Write(item);
        return this;
    }

    /// <summary>The text in UTF-8; nothing is an empty text.</summary>
    public LengthPrefixedList Add(string? item) => Add(Encoding.UTF8.GetBytes(item ?? ""));

    public byte[] Hash() => SHA256.HashData(Bytes);
}
