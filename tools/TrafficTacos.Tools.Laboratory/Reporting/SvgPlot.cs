using System.Globalization;
using System.Net;
using System.Text;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>A plot as SVG. Both axes run from zero to a round number. Coordinates are integers, which keeps pages with many plots small.</summary>
internal sealed class SvgPlot(string title, string xLabel, string yLabel, double maxX, double maxY)
{
    private const int Width = 340;
    private const int Height = 220;
    private const int Left = 44;
    private const int Bottom = 34;
    private const int Top = 22;
    private const int Right = 10;

    /// <summary>The approximate width of a bar's label.</summary>
    private const double LabelWidth = 24;

    private readonly double _maxX = RoundUp(maxX);
    private readonly double _maxY = RoundUp(maxY);
    private readonly StringBuilder _marks = new();

    public SvgPlot AddLine(IEnumerable<(double X, double Y)> points, string color, bool dashed = false)
    {
        var path = string.Join('L', points.Select(Coordinates));
        if (path.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<path d='M{path}' fill='none' stroke='{color}'{(dashed ? " stroke-dasharray='4 3'" : "")}/>");
        return this;
    }

    public SvgPlot AddDots(IEnumerable<(double X, double Y)> points, string color)
    {
        // A line of no length with a round cap is a dot in a third of the bytes of a circle element.
        var path = string.Concat(points.Where(point => point.X <= _maxX && point.Y <= _maxY).Select(point => $"M{Coordinates(point)}h0"));
        if (path.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<path d='{path}' stroke='{color}' stroke-width='2.4' stroke-linecap='round' stroke-opacity='.55'/>");
        return this;
    }

    public SvgPlot AddBars(IReadOnlyList<(string Name, double Value, string Color)> bars)
    {
        var width = (double)(Width - Left - Right) / Math.Max(1, bars.Count);
        var labelInterval = (int)Math.Ceiling(LabelWidth / width);
        for (var i = 0; i < bars.Count; i++)
        {
            var (x, y) = (Left + i * width, Y(bars[i].Value));
            _marks.Append(CultureInfo.InvariantCulture, $"<rect x='{x + 1:0}' y='{y}' width='{Math.Max(1, width - 2):0}' height='{Height - Bottom - y}' fill='{bars[i].Color}'/>");
            if (i % labelInterval > 0)
                continue;
            _marks.Append(CultureInfo.InvariantCulture, $"<text x='{x + width / 2:0}' y='{Height - Bottom + 11}' text-anchor='middle'>{WebUtility.HtmlEncode(bars[i].Name)}</text>");
        }

        return this;
    }

    public string ToSvg(bool showXTicks = true)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' height='{Height}' font-family='sans-serif' font-size='9' role='img' aria-label='{WebUtility.HtmlEncode(title)}'>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width='{Width}' height='{Height}' fill='#fff'/><text x='{Left}' y='13' font-size='11' font-weight='bold'>{WebUtility.HtmlEncode(title)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d='M{Left} {Top}V{Height - Bottom}H{Width - Right}' fill='none' stroke='#555'/>");
        foreach (var share in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x='{Left - 4}' y='{Y(share * _maxY) + 3}' text-anchor='end'>{FormatTick(share * _maxY)}</text>");
            if (showXTicks)
                svg.Append(CultureInfo.InvariantCulture, $"<text x='{X(share * _maxX)}' y='{Height - Bottom + 11}' text-anchor='middle'>{FormatTick(share * _maxX)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x='{(Width + Left) / 2}' y='{Height - 6}' text-anchor='middle' fill='#555'>{WebUtility.HtmlEncode(xLabel)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x='10' y='{Height / 2}' text-anchor='middle' fill='#555' transform='rotate(-90 10 {Height / 2})'>{WebUtility.HtmlEncode(yLabel)}</text>");
        return svg.Append(_marks).Append("</svg>").ToString();
    }

    /// <summary>Rounds up to a number whose half, the middle tick, has few digits too.</summary>
    private static double RoundUp(double max)
    {
        if (!(max > 0))
            return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(max)));
        ReadOnlySpan<double> steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8];
        foreach (var step in steps)
        {
            if (max <= step * unit * 1.000001)
                return step * unit;
        }

        return 10 * unit;
    }

    private static string FormatTick(double number) => number switch
    {
        >= 10_000 => Invariant($"{number / 1000:0}k"),
        >= 1_000 => Invariant($"{number / 1000:0.#}k"),
        >= 10 or 0 => Invariant($"{number:0}"),
        _ => Invariant($"{number:0.##}"),
    };

    private string Coordinates((double X, double Y) point) => Invariant($"{X(point.X)} {Y(point.Y)}");

    private int X(double value) => Left + (int)Math.Round(Math.Clamp(value / _maxX, 0, 1) * (Width - Left - Right));

    private int Y(double value) => Height - Bottom - (int)Math.Round(Math.Clamp(value / _maxY, 0, 1) * (Height - Bottom - Top));
}
