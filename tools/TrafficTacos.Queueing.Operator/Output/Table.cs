using System.Globalization;
using System.Text;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>Columns for people.</summary>
internal static class Table
{
    private const int LeastDecimals = 3;
    private const int MostDecimals = 8;

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

    /// <summary>Three decimals, and more for a small number: three digits that say something, down to the least rate that can be set.</summary>
    public static string Number(double? number)
    {
        if (number is not { } value)
            return "-";
        var decimals = value == 0 ? LeastDecimals : (int)Math.Clamp(2 - Math.Floor(Math.Log10(Math.Abs(value))), LeastDecimals, MostDecimals);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

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
