using System.Buffers;
using System.Globalization;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>
/// A time in words: as the origin takes it, which is Go's way (<c>600ms</c>, <c>1.5s</c>, <c>1m30s</c>, <c>10m0s</c>, a plain
/// <c>0</c>), or as .NET does (<c>00:10:00</c>). One that is too long to count is the longest there is.
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

    private static double? TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1.0 / TimeSpan.NanosecondsPerTick,
        "us" or "\u00b5s" or "\u03bcs" => TimeSpan.TicksPerMicrosecond, // both of the letters that are written for micro
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
