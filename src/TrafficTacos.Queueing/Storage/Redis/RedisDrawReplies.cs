using System.Buffers.Binary;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads the replies of the scripts of a draw as their headers list them.</summary>
internal static class RedisDrawReplies
{
    private const int FirstField = 14;
    private const int EntrySize = EntryId.Size + 2 * sizeof(double);

    public static DrawReply Draw(RedisResult reply)
    {
        var fields = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = FirstField; i + 1 < reply.Length; i += 2)
            fields[(string)reply[i]!] = (byte[])reply[i + 1]!;
        return new DrawReply(
            (int)reply[2] == 1,
            new DrawState((DrawStage)(int)reply[3], (long)reply[4], (long)reply[5]),
            RedisReplies.Caller(reply).Generation,
            (long)reply[6],
            (long)reply[7],
            new DrawSchedule((QueueOrder)(int)reply[8], (long)reply[9], (long)reply[10], (long)reply[11]),
            (int)reply[12] == 1,
            fields)
        {
            EndedBefore = (long)reply[13],
        };
    }

    public static DrawnEntry[] Entries(RedisResult reply)
    {
        var bytes = (ReadOnlySpan<byte>)(byte[])reply!;
        var entries = new DrawnEntry[bytes.Length / EntrySize];
        for (var i = 0; i < entries.Length; i++, bytes = bytes[EntrySize..])
        {
            entries[i] = new DrawnEntry(
                new Place(EntryId.Read(bytes), (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[EntryId.Size..])),
                BinaryPrimitives.ReadDoubleLittleEndian(bytes[(EntryId.Size + sizeof(double))..]));
        }

        return entries;
    }

    public static Place[] Places(RedisResult reply)
    {
        const int size = EntryId.Size + sizeof(double);
        var bytes = (ReadOnlySpan<byte>)(byte[])reply!;
        var places = new Place[bytes.Length / size];
        for (var i = 0; i < places.Length; i++, bytes = bytes[size..])
            places[i] = new Place(EntryId.Read(bytes), (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[EntryId.Size..]));
        return places;
    }
}
