using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Counts who was inside at every instant. Only the time counts in which a visitor was certainly inside. O(n log n).</summary>
internal static class ShopperBoundCheck
{
    public const string Name = "shoppers above the maximum";

    /// <summary>Returns the result, and the most visitors who were inside at once.</summary>
    public static (CheckResult Result, int Most) Run(IReadOnlyList<Stay> stays, int maximum)
    {
        // Of changes at one time, the one who goes is first.
        var changes = stays.Where(stay => stay.Until > stay.From)
            .SelectMany(stay => new[] { (At: stay.From, Change: 1, stay.Visitor), (At: stay.Until, Change: -1, stay.Visitor) })
            .OrderBy(change => change.At).ThenBy(change => change.Change);
        var (inside, most, violations) = (0, 0, 0);
        string? example = null;
        foreach (var (at, change, visitor) in changes)
        {
            inside += change;
            most = Math.Max(most, inside);
            if (change < 0 || inside <= maximum)
                continue;
            violations++;
            example ??= string.Create(CultureInfo.InvariantCulture, $"{inside} visitors were inside at {at.TotalSeconds:0.000} s, when #{visitor} came in, at most {maximum} are allowed");
        }

        return (new CheckResult(Name, violations, example), most);
    }
}
