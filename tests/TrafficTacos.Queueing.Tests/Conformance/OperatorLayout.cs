using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What a store keeps for operators beside the journal, as lines: the history, the audit trail, the labels, the histogram of waits.</summary>
internal static class OperatorLayout
{
    private const string LabelField = "label:";

    public static async Task<IReadOnlyList<string>> ReadAsync(IDatabase database, RedisKeys keys)
    {
        var lines = new List<string>();
        foreach (var record in await database.StreamRangeAsync(keys.History))
            lines.Add(Line(HistoryRecord.Parse(default, (string)record["n"]!, (long?)record["s"] ?? 0)));
        foreach (var record in await database.StreamRangeAsync(keys.Audit))
            lines.Add(Line(new StoredAudit(default, (string)record["who"]!, (string)record["what"]!, (string)record["detail"]!)));
        var users = await database.HashGetAllAsync(keys.Users);
        lines.AddRange(users.Select(field => ((byte[])field.Name!, (byte[])field.Value!)).Where(field => field.Item1.Length == LabelField.Length + EntryId.Size)
            .Select(field => Label(EntryId.Read(field.Item1.AsSpan(LabelField.Length)), BinaryPrimitives.ReadUInt64BigEndian(field.Item2))).Order(StringComparer.Ordinal));
        var waits = new long[WaitHistogram.Buckets];
        foreach (var field in await database.HashGetAllAsync(keys.Rates))
        {
            if (((string)field.Name!)[0] == 'w')
                waits[int.Parse(((string)field.Name!).AsSpan(1), CultureInfo.InvariantCulture)] = (long)field.Value;
        }

        lines.Add(Waits(waits));
        return lines;
    }

    public static string Line(HistoryRecord record) => record.ToString();

    public static string Line(StoredAudit record) => record.ToString();

    public static string Label(EntryId entry, ulong label) => $"label {entry.Value:x32} {label:x16}";

    public static string Waits(IReadOnlyList<long> counts) =>
        "waits " + string.Join(' ', counts.Select((count, i) => (count, i)).Where(bucket => bucket.count > 0).Select(bucket => $"{bucket.i}:{bucket.count}"));
}
