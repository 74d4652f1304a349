using System.Globalization;
using System.Text;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>Columns for people.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<string> heads, IReadOnlyCollection<string[]> rows)
    {
        var widths = heads.Select((head, i) => rows.Select(row => row[i].Length).Append(head.Length).Max()).ToArray();
        Console.WriteLine(Line(heads, widths));
        foreach (var row in rows)
            Console.WriteLine(Line(row, widths));
    }

    /// <summary>Names and values, one a line.</summary>
    public static void Print(IEnumerable<(string Name, string Value)> pairs)
    {
        var all = pairs.ToList();
        var width = all.Count == 0 ? 0 : all.Max(pair => pair.Name.Length);
        foreach (var (name, value) in all)
            Console.WriteLine($"{name.PadRight(width)}  {value}");
    }

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Span(TimeSpan? span) => span is not { } length ? "-"
        : length < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalMinutes}:{length.Seconds:00} min");

    public static string Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What somebody typed, or a gateway sent, must not command the terminal.</summary>
    public static string Plain(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Line(IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
            line.Append(cells[i].PadRight(widths[i] + 2));
        return line.ToString().TrimEnd();
    }
}
