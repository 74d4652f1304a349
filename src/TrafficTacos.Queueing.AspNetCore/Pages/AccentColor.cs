using System.Globalization;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>
/// A colour of the shop, as a style sheet of its own: a policy that allows no inline styles allows this. The colour is moved towards black
/// or white until it has enough contrast with the page's background, which is one colour in light and another in dark.
/// </summary>
internal readonly record struct AccentColor(byte Red, byte Green, byte Blue)
{
    private const string FilePrefix = "accent-";
    private const string FileSuffix = ".css";

    /// <summary>WCAG 2.2, success criterion 1.4.3, for links and the text on buttons.</summary>
    private const double Contrast = 4.5;

    // The backgrounds of page.css.
    private static readonly AccentColor Light = new(0xff, 0xff, 0xff);
    private static readonly AccentColor Dark = new(0x1c, 0x1d, 0x21);

    public string FileName => $"{FilePrefix}{Hex}{FileSuffix}";

    public string Css
    {
        get
        {
            var (light, dark) = (Towards(new(0, 0, 0), Light), Towards(new(255, 255, 255), Dark));
            return $":root{{--accent:#{light.Hex};--on-accent:#fff}}@media (prefers-color-scheme:dark){{:root{{--accent:#{dark.Hex};--on-accent:#000}}}}";
        }
    }

    private string Hex => $"{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static bool TryParse(string? text, out AccentColor color)
    {
        color = default;
        if (text is not ['#', .. { Length: 6 } digits] || !digits.All(char.IsAsciiHexDigit))
            return false;
        var value = uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        color = new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    public static bool TryReadFileName(string name, out AccentColor color)
    {
        color = default;
        return name.StartsWith(FilePrefix, StringComparison.Ordinal) && name.EndsWith(FileSuffix, StringComparison.Ordinal)
            && TryParse("#" + name[FilePrefix.Length..^FileSuffix.Length], out color);
    }

    public double ContrastWith(AccentColor other)
    {
        var (mine, others) = (Luminance, other.Luminance);
        return (Math.Max(mine, others) + 0.05) / (Math.Min(mine, others) + 0.05);
    }

    private AccentColor Towards(AccentColor end, AccentColor background)
    {
        for (var share = 0; share < 20; share++)
        {
            var mixed = new AccentColor(Mix(Red, end.Red, share), Mix(Green, end.Green, share), Mix(Blue, end.Blue, share));
            if (mixed.ContrastWith(background) >= Contrast)
                return mixed;
        }

        return end;
    }

    private static byte Mix(byte from, byte to, int share) => (byte)(from + ((to - from) * share / 20));

    private static double Linear(byte channel)
    {
        var share = channel / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
