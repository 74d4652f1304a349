using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads the replies of the scripts for operators as their headers list them.</summary>
internal static class RedisOperatorReplies
{
    private const int WindowCounts = 14;

    public static EventCount Count(RedisResult reply)
    {
        var text = (string?)reply[10] ?? "";
        long[] counts = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(count => long.Parse(count, CultureInfo.InvariantCulture))];
        if (counts.Length < WindowCounts)
            counts = new long[WindowCounts];
        var (now, first, mode, phase) = ((long)reply[0], (long)reply[1], (EventMode)(int)reply[8], (int)reply[13]);
        var numbers = new EventNumbers(
            Number(reply[6]), Number(reply[7]), mode, (long)reply[20], (long)reply[15], (long)reply[16], (long)reply[17], (long)reply[18], (QueueOrder)(int)reply[19], "");
        var snapshot = new EventSnapshot(
            now, (long)reply[2], (long)reply[5], numbers.Rate, numbers.Burst, mode is EventMode.Paused or EventMode.Maintenance or EventMode.Recovering,
            first > 0 ? first : now, Windows(0), Windows(3), Windows(6), Windows(9), counts[12], counts[13], (long)reply[3], (long)reply[4], (long)reply[21], (long)reply[22],
            new EventConditions(numbers, (EventPhase)(phase % 8), phase >= 8, (long)reply[14]));
        return new EventCount(
            snapshot, first, (int)reply[9] == 1, new StoredTotals((long[])reply[11]!), (long[])reply[12]!, (DrawStage)(int)reply[23], (long)reply[24]);

        RateWindows Windows(int at) => new(counts[at], counts[at + 1], counts[at + 2]);
    }

    public static FoundVisitor Found(RedisResult reply)
    {
        var entry = (byte[])reply[0]!;
        EntryId? found = entry.Length == EntryId.Size ? EntryId.Read(entry) : null;
        var state = (FoundState)(int)reply[1];
        return state == FoundState.Gone
            ? new FoundVisitor(found, state)
            : new FoundVisitor(
                found, state, (long)reply[2], (long)reply[3], (RecordKind)(int)reply[4], (int)reply[5], (int)reply[6], (long)reply[7],
                (long)reply[8], (long)reply[9], (long)reply[10]);
    }

    public static EntryPage Entries(RedisResult reply) =>
        new((string?)reply[0] ?? "", [.. ((byte[][])reply[1]!).Where(entry => entry.Length == EntryId.Size).Select(entry => EntryId.Read(entry))]);

    public static LabelPage Labels(RedisResult reply) =>
        new((string?)reply[0] ?? "", [.. ((byte[][])reply[1]!).Select(label => BinaryPrimitives.ReadUInt64BigEndian(label))], (long)reply[2], (long)reply[3]);

    public static List<NotedEvent> Events(RedisResult reply)
    {
        var events = new List<NotedEvent>(reply.Length / 2);
        for (var i = 0; i < reply.Length; i += 2)
            events.Add(new NotedEvent((string)reply[i]!, (long)Number(reply[i + 1])));
        return events;
    }

    private static double Number(RedisResult text) => double.Parse((string)text!, CultureInfo.InvariantCulture);
}
