using System.Buffers;
using System.Globalization;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>
/// Durations as Go writes them (<c>600ms</c>, <c>1.5s</c>, <c>1m30s</c>, <c>10m0s</c>, <c>0</c>), which existing deployments use,
/// or as .NET does (<c>00:10:00</c>). One beyond the range of <see cref="TimeSpan"/> is the longest one.
/// </summary>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration);
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        if (rest is "0")
            return true;
        var ticks = 0.0;
        do
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var unit = rest.IndexOfAny(NumberCharacters) is > 0 and var next ? rest[..next] : rest;
            if (TicksOf(unit) is not { } each)
                return false;
            ticks += number * each;
            rest = rest[unit.Length..];
        }
        while (!rest.IsEmpty);
        duration = ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)Math.Round(ticks)) : TimeSpan.MaxValue;
        return true;
    }

    /// <summary>The shortest form with one unit.</summary>
    public static string Format(TimeSpan duration)
    {
        var (number, unit) = duration.Ticks switch
        {
            0 => (0, "s"),
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => (duration.TotalHours, "h"),
            var ticks when ticks % TimeSpan.TicksPerMinute == 0 => (duration.TotalMinutes, "m"),
            var ticks when ticks % TimeSpan.TicksPerSecond == 0 => (duration.TotalSeconds, "s"),
            _ => (duration.TotalMilliseconds, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }

    private static double? TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1.0 / TimeSpan.NanosecondsPerTick,
        "us" or "\u00b5s" or "\u03bcs" => TimeSpan.TicksPerMicrosecond, // the micro sign and the Greek letter
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
