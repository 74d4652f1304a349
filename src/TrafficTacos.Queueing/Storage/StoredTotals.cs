using System.Globalization;

namespace TrafficTacos.Queueing.Storage;

/// <summary>How many visitors were counted of each kind over the whole sale.</summary>
/// <param name="counts">In the order of <see cref="Kinds"/>.</param>
internal sealed class StoredTotals(long[] counts)
{
    /// <summary>As lua/include/totals.lua lists them.</summary>
    public static readonly string[] Kinds =
    [
        "joined", "restored", "reinstated", "admitted", "passed_through", "unspent", "left", "removed", "expired", "no_show", "passed_over", "asleep",
        "left_softly", "returned", "moved_up",
    ];

    public long this[string kind] => Array.IndexOf(Kinds, kind) is >= 0 and var i && i < counts.Length ? counts[i] : 0;

    public static StoredTotals Of(IReadOnlyDictionary<string, long> totals) => new([.. Kinds.Select(kind => totals.GetValueOrDefault(kind))]);

    public override string ToString() => string.Join(' ', counts.Select(count => count.ToString(CultureInfo.InvariantCulture)));
}
