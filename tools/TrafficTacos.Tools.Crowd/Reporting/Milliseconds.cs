using static System.FormattableString;

namespace TrafficTacos.Tools.Crowd.Reporting;

internal static class Milliseconds
{
    public static string Format(TimeSpan time) => Invariant($"{time.TotalMilliseconds:0.0}");
}
