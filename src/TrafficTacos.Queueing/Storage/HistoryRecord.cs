using System.Globalization;

namespace TrafficTacos.Queueing.Storage;

/// <summary>An event at one instant: there is a record every ten seconds. Time is the store's, the level in millionths of a token.</summary>
internal sealed record HistoryRecord(
    RecordId Id, long Time, long Length, long Remembered, long Admitted, long Level, double AdmissionsPerSecond, double Burst, EventMode Mode, StoredTotals Totals, long Seats = 0)
{
    /// <summary>In microseconds.</summary>
    public const long Step = 10_000_000;

    /// <summary>How many are kept: about 28 hours.</summary>
    public const int MaxCount = 10_000;

    private const int Head = 8;

    /// <summary>Reads what lua/include/append_history.lua writes.</summary>
    /// <param name="id">The record's.</param>
    /// <param name="text">The numbers.</param>
    /// <param name="seats">Those of sessions.</param>
    public static HistoryRecord Parse(RecordId id, string text, long seats)
    {
        var fields = text.Split(' ');
        return new HistoryRecord(
            id, Whole(0), Whole(1), Whole(2), Whole(3), Whole(4), Number(5), Number(6), (EventMode)Whole(7),
            new StoredTotals([.. Enumerable.Range(Head, Math.Max(0, fields.Length - Head)).Select(Whole)]),
            seats);

        double Number(int i) => double.Parse(fields[i], CultureInfo.InvariantCulture);
        long Whole(int i) => (long)Number(i);
    }
}
