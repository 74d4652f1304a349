using System.Globalization;
using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>A plot of one or two lines over time, as SVG without a script. Its colours come from the page's style.</summary>
internal static class ReportPlot
{
    private const int Width = 720, Height = 200, Left = 64, Top = 12, Bottom = 24, Right = 12, MaxPoints = 600;

    public static void Write(StringBuilder html, string title, IReadOnlyList<DateTimeOffset> times, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> lines)
    {
        var highest = lines.SelectMany(line => line.Values).DefaultIfEmpty(0).Max();
        html.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{ReportPage.Text(title)}: ");
        html.AppendJoin(", ", lines.Select((line, i) => $"<span class=\"name{i}\">{ReportPage.Text(line.Name)}</span>"));
        html.Append("</figcaption>");
        if (times.Count < 2)
        {
            html.Append("<p>There is no history yet.</p></figure>");
            return;
        }

        var top = highest <= 0 ? 1 : highest;
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{ReportPage.Text($"{title}, at most {Number(highest)}")}\">");
        foreach (var share in (double[])[0, 0.5, 1])
        {
            var y = Y(share * top, top);
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Number(share * top)}</text>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 6}\">{Hour(times[0])}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"{Height - 6}\" text-anchor=\"end\">{Hour(times[^1])} UTC</text>");
        for (var i = 0; i < lines.Count; i++)
            html.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line{i}\" points=\"{Points(times, lines[i].Values, top)}\"/>");
        html.Append("</svg></figure>");
    }

    /// <summary>A long sale has more moments than the plot has columns: of each column the highest is shown.</summary>
    private static string Points(IReadOnlyList<DateTimeOffset> times, IReadOnlyList<double> values, double top)
    {
        var (span, step) = ((times[^1] - times[0]).TotalSeconds, Math.Max(1, (values.Count + MaxPoints - 1) / MaxPoints));
        var points = new StringBuilder();
        for (var i = 0; i < values.Count; i += step)
        {
            var highest = i;
            for (var j = i + 1; j < Math.Min(i + step, values.Count); j++)
                highest = values[j] > values[highest] ? j : highest;
            var x = Left + (Width - Left - Right) * (span > 0 ? (times[highest] - times[0]).TotalSeconds / span : 0);
            points.Append(CultureInfo.InvariantCulture, $"{x:0.#},{Y(values[highest], top):0.#} ");
        }

        return points.ToString().TrimEnd();
    }

    private static double Y(double value, double top) => Height - Bottom - (Height - Top - Bottom) * (value / top);

    private static string Hour(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString(number >= 10 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
