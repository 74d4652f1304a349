using System.Globalization;
using System.Net;
using System.Text;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>A plot as SVG text: axes from zero to a round number, a title, and marks. Coordinates are whole, so that many plots fit a page.</summary>
internal sealed class Plot(string title, string across, string up, double mostAcross, double mostUp)
{
    private const int Width = 340;
    private const int Height = 220;
    private const int Left = 44;
    private const int Bottom = 34;
    private const int Top = 22;
    private const int Right = 10;

    /// <summary>A label takes about so much.</summary>
    private const double LabelWidth = 24;

    private readonly double _mostAcross = Round(mostAcross);
    private readonly double _mostUp = Round(mostUp);
    private readonly StringBuilder _marks = new();

    public Plot Line(IEnumerable<(double X, double Y)> points, string colour, bool dashed = false)
    {
        var path = string.Join('L', points.Select(At));
        if (path.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<path d='M{path}' fill='none' stroke='{colour}'{(dashed ? " stroke-dasharray='4 3'" : "")}/>");
        return this;
    }

    public Plot Dots(IEnumerable<(double X, double Y)> points, string colour)
    {
        // A line of no length with a round end is a dot, in a third of the bytes of a circle.
        var path = string.Concat(points.Where(point => point.X <= _mostAcross && point.Y <= _mostUp).Select(point => $"M{At(point)}h0"));
        if (path.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<path d='{path}' stroke='{colour}' stroke-width='2.4' stroke-linecap='round' stroke-opacity='.55'/>");
        return this;
    }

    public Plot Bars(IReadOnlyList<(string Name, double Value, string Colour)> bars)
    {
        var width = (double)(Width - Left - Right) / Math.Max(1, bars.Count);
        var named = (int)Math.Ceiling(LabelWidth / width);
        for (var i = 0; i < bars.Count; i++)
        {
            var (x, y) = (Left + i * width, Y(bars[i].Value));
            _marks.Append(CultureInfo.InvariantCulture, $"<rect x='{x + 1:0}' y='{y}' width='{Math.Max(1, width - 2):0}' height='{Height - Bottom - y}' fill='{bars[i].Colour}'/>");
            if (i % named > 0)
                continue;
            _marks.Append(CultureInfo.InvariantCulture, $"<text x='{x + width / 2:0}' y='{Height - Bottom + 11}' text-anchor='middle'>{WebUtility.HtmlEncode(bars[i].Name)}</text>");
        }

        return this;
    }

    public string Svg(bool numbersAcross = true)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' height='{Height}' font-family='sans-serif' font-size='9' role='img' aria-label='{WebUtility.HtmlEncode(title)}'>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width='{Width}' height='{Height}' fill='#fff'/><text x='{Left}' y='13' font-size='11' font-weight='bold'>{WebUtility.HtmlEncode(title)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d='M{Left} {Top}V{Height - Bottom}H{Width - Right}' fill='none' stroke='#555'/>");
        foreach (var share in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x='{Left - 4}' y='{Y(share * _mostUp) + 3}' text-anchor='end'>{Short(share * _mostUp)}</text>");
            if (numbersAcross)
                svg.Append(CultureInfo.InvariantCulture, $"<text x='{X(share * _mostAcross)}' y='{Height - Bottom + 11}' text-anchor='middle'>{Short(share * _mostAcross)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x='{(Width + Left) / 2}' y='{Height - 6}' text-anchor='middle' fill='#555'>{WebUtility.HtmlEncode(across)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x='10' y='{Height / 2}' text-anchor='middle' fill='#555' transform='rotate(-90 10 {Height / 2})'>{WebUtility.HtmlEncode(up)}</text>");
        return svg.Append(_marks).Append("</svg>").ToString();
    }

    /// <summary>The next number of which the half is short, too.</summary>
    private static double Round(double most)
    {
        if (!(most > 0))
            return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        ReadOnlySpan<double> steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8];
        foreach (var step in steps)
        {
            if (most <= step * unit * 1.000001)
                return step * unit;
        }

        return 10 * unit;
    }

    private static string Short(double number) => number switch
    {
        >= 10_000 => Invariant($"{number / 1000:0}k"),
        >= 1_000 => Invariant($"{number / 1000:0.#}k"),
        >= 10 or 0 => Invariant($"{number:0}"),
        _ => Invariant($"{number:0.##}"),
    };

    private string At((double X, double Y) point) => Invariant($"{X(point.X)} {Y(point.Y)}");

    private int X(double value) => Left + (int)Math.Round(Math.Clamp(value / _mostAcross, 0, 1) * (Width - Left - Right));

    private int Y(double value) => Height - Bottom - (int)Math.Round(Math.Clamp(value / _mostUp, 0, 1) * (Height - Bottom - Top));
}
