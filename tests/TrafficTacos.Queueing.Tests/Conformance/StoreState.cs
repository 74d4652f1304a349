using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Everything a store holds of one event.</summary>
internal sealed record StoreState(
    IReadOnlyList<Place> Queue,
    IReadOnlyDictionary<EntryId, long> Heartbeats,
    long? LastTicket,
    (double Level, long At)? Bucket,
    IReadOnlyDictionary<EntryId, Pass> Passes,
    IReadOnlyList<JournalRecord> Journal,
    IReadOnlyDictionary<EntryId, string> Records,
    long Remembered,
    QueueClock? Clock,
    double Front,
    IReadOnlyDictionary<string, long> Totals,
    IReadOnlyList<string> Operators,
    IReadOnlyDictionary<EntryId, Session> Sessions,
    IReadOnlyDictionary<Place, long> Seats,
    long Service)
{
    public long Count(string kind) => Totals.GetValueOrDefault(kind);

    /// <summary>One text for one state. Within one operation the journal may list the same people in another order.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"last ticket {LastTicket}, bucket {Bucket}, remembered {Remembered}, front {Front:0}, clock {Clock}");
        foreach (var place in Queue)
            text.AppendLine(CultureInfo.InvariantCulture, $"queue {place.Entry.Value:x32} {place.Ticket} heartbeat {Heartbeats[place.Entry]}");
        text.AppendLine(CultureInfo.InvariantCulture, $"heartbeats {Heartbeats.Count}");
        text.AppendLine(string.Join(' ', Totals.OrderBy(total => total.Key, StringComparer.Ordinal)));
        foreach (var (entry, pass) in Passes.OrderBy(p => p.Key.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"pass {entry.Value:x32} {pass}");
        foreach (var (entry, session) in Sessions.OrderBy(s => s.Key.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"session {entry.Value:x32} {session}");
        foreach (var (place, until) in Seats.OrderBy(s => s.Key.Entry.Value).ThenBy(s => s.Key.Ticket))
            text.AppendLine(CultureInfo.InvariantCulture, $"seat {place.Entry.Value:x32} {place.Ticket} {until}");
        foreach (var (entry, record) in Records.OrderBy(r => r.Key.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"record {entry.Value:x32} {record}");
        foreach (var line in Operators)
            text.AppendLine(line);
        foreach (var line in Journal.Select(r => $"journal {r.Kind} {r.Entry.Value:x32} {r.Ticket}").Order(StringComparer.Ordinal))
            text.AppendLine(line);
        return text.ToString();
    }
}

/// <summary>The bytes of lua/include/pass.lua.</summary>
internal static class PassLayout
{
    public static Pass Read(ReadOnlySpan<byte> bytes) => new(
        (PassState)bytes[0],
        (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[1..]),
        (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[9..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[17..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[33..]),
        (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[41..]),
        new PassClaimant(BinaryPrimitives.ReadUInt128BigEndian(bytes[49..]), BinaryPrimitives.ReadUInt128BigEndian(bytes[65..])),
        (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[81..]));
}

/// <summary>The bytes of lua/include/session.lua and seat.lua.</summary>
internal static class SessionLayout
{
    public const int Size = 81;

    public static Session Read(ReadOnlySpan<byte> bytes) => new(
        Number(bytes, 1),
        Number(bytes, 9),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[17..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[33..]),
        Number(bytes, 41),
        Number(bytes, 49),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[57..]),
        Number(bytes, 65),
        Number(bytes, 73));

    public static Place ReadSeat(ReadOnlySpan<byte> bytes) => new(EntryId.Read(bytes), Number(bytes, EntryId.Size));

    private static long Number(ReadOnlySpan<byte> bytes, int at) => (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
}

/// <summary>The bytes of lua/include/records.lua and clock.lua.</summary>
internal static class RecordLayout
{
    public static PlaceRecord Read(ReadOnlySpan<byte> bytes) => new((long)Number(bytes, 0))
    {
        Rank = Number(bytes, 8),
        Kind = (RecordKind)bytes[16],
        SilentTurns = bytes[17],
        LingeredTurns = bytes[18],
    };

    public static QueueClock ReadClock(ReadOnlySpan<byte> bytes) =>
        new((long)Number(bytes, 0), (long)Number(bytes, 8), (long)Number(bytes, 16), (long)Number(bytes, 24), bytes[32] == 1);

    private static double Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
}
