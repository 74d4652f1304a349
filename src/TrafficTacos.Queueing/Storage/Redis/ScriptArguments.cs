using System.Buffers.Binary;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Packs arguments as the scripts unpack them: hashes big-endian, numbers as little-endian doubles.</summary>
internal static class ScriptArguments
{
    public static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[EntryId.Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Bytes(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Entries(int count, Func<int, EntryId> entry)
    {
        var packed = new byte[EntryId.Size * count];
        for (var i = 0; i < count; i++)
            entry(i).Write(packed.AsSpan(EntryId.Size * i));
        return packed;
    }

    /// <summary>As lua/include/labels.lua reads them; empty if nobody has one.</summary>
    public static byte[] Labels(int count, Func<int, ulong> label)
    {
        byte[] packed = [];
        for (var i = 0; i < count; i++)
        {
            if (label(i) == 0)
                continue;
            if (packed.Length == 0)
                packed = new byte[sizeof(ulong) * count];
            BinaryPrimitives.WriteUInt64BigEndian(packed.AsSpan(sizeof(ulong) * i), label(i));
        }

        return packed;
    }

    public static byte[] Doubles(int count, Func<int, long> number)
    {
        var packed = new byte[sizeof(double) * count];
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(sizeof(double) * i), number(i));
        return packed;
    }

    /// <summary>As lua/restore.lua reads it.</summary>
    public static byte[] Pack(PlaceProof proof)
    {
        var packed = new byte[Generation.Size + 2 * sizeof(double)];
        proof.Generation.Write(packed);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(16), proof.Offset);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(24), proof.SeenAt);
        return packed;
    }

    /// <summary>As lua/include/register.lua reads it; nothing if there is no token.</summary>
    public static byte[] Pack(Place place, in SessionProof proof)
    {
        if (proof.Generation == Generation.None)
            return [];
        var packed = new byte[Generation.Size + sizeof(double) + 16 + 3 * sizeof(double)];
        proof.Generation.Write(packed);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(16), place.Ticket);
        BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(24), proof.User);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(40), proof.OpenedAt);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(48), proof.ConfirmedAt);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(56), proof.EndsAt);
        return packed;
    }

    /// <summary>As lua/include/honour.lua reads it.</summary>
    public static byte[] Pack(PassProof proof)
    {
        var packed = new byte[Generation.Size + 2 * sizeof(double) + 8 + 16];
        proof.Generation.Write(packed);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(16), proof.GrantedAt);
        BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(24), proof.Until);
        BinaryPrimitives.WriteUInt64BigEndian(packed.AsSpan(32), proof.Id);
        BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(40), proof.User);
        return packed;
    }
}
