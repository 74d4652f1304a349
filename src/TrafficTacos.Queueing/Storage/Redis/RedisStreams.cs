using StackExchange.Redis;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads the reply of lua/read_stream.lua.</summary>
internal static class RedisStreams
{
    public static JournalPage Journal(RedisResult reply, RecordId after)
    {
        var (first, end) = (Id(reply[0]), Id(reply[1]));
        var (length, longest) = ((long)reply[2], (long)reply[3]);
        // Redis cuts a stream by whole blocks: one that was cut is still at least as long.
        var isCut = after == RecordId.Start ? longest > 0 && length >= longest : first == RecordId.Start || first.IsAfter(after);
        var last = Id(reply[4]);
        return new JournalPage(
            Records(reply, (id, fields) => new StoredRecord(id, Text(fields, "kind"), EntryId.Read((byte[])Field(fields, "entry")!), (long)Field(fields, "ticket"))),
            last == RecordId.Start ? after : last, end, isCut);
    }

    public static List<StoredAudit> Audit(RedisResult reply) =>
        Records(reply, (id, fields) => new StoredAudit(id, Text(fields, "who"), Text(fields, "what"), Text(fields, "detail")));

    public static List<HistoryRecord> History(RedisResult reply) => Records(reply, (id, fields) => HistoryRecord.Parse(id, Text(fields, "n"), fields.Length > 2 ? (long)Field(fields, "s") : 0));

    private static List<T> Records<T>(RedisResult reply, Func<RecordId, RedisResult, T> read)
    {
        var found = reply[5];
        var records = new List<T>(found.Length);
        for (var i = 0; i < found.Length; i++)
            records.Add(read(Id(found[i][0]), found[i][1]));
        return records;
    }

    private static RecordId Id(RedisResult text) => RecordId.TryParse((string?)text, out var id) ? id : RecordId.Start;

    private static string Text(RedisResult fields, string name) => (string?)Field(fields, name) ?? "";

    private static RedisResult Field(RedisResult fields, string name)
    {
        for (var i = 0; i < fields.Length; i += 2)
        {
            if (string.Equals((string?)fields[i], name, StringComparison.Ordinal))
                return fields[i + 1];
        }

        throw new InvalidDataException($"A record of a stream has no field '{name}'.");
    }
}
