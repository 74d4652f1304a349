using System.Globalization;

namespace TrafficTacos.Queueing.Storage;

/// <summary>Names a record of the journal, the audit trail or the history, in the order in which they were written, as the ids of a Redis
/// stream do: milliseconds of the store's own clock, which does not go back here, and a number within one.</summary>
internal readonly record struct RecordId(long Milliseconds, long Number)
{
    /// <summary>Before every record.</summary>
    public static RecordId Start => default;

    public long Microseconds => Milliseconds * 1000;

    /// <summary>The id of the next record.</summary>
    public RecordId Next(long milliseconds) =>
        milliseconds > Milliseconds ? new RecordId(milliseconds, 0) : this with { Number = Number + 1 };

    public static bool TryParse(string? text, out RecordId id)
    {
        id = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash <= 0
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = new RecordId(milliseconds, number);
        return true;
    }

    public bool IsAfter(RecordId other) =>
        Milliseconds != other.Milliseconds ? Milliseconds > other.Milliseconds : Number > other.Number;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Number}");
}
