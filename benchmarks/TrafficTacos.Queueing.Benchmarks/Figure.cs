using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What one side reached, a number a round: operations a second, unless another unit is named.</summary>
internal sealed class Figure(string name, string unit = "/s")
{
    private readonly List<double> _rates = [];
    private readonly List<double> _bytes = [];

    public string Name => name;

    public double Median => Middle(_rates);

    public static void Print(string text) => Console.Out.WriteLine(text);

    /// <summary>Runs <paramref name="count"/> operations with so many callers at once.</summary>
    public async Task MeasureAsync(int count, int callers, Func<int, Task> operation, int worth = 1)
    {
        GC.Collect();
        var next = -1;
        var allocated = GC.GetTotalAllocatedBytes(true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                await operation(i);
        })));
        Add(count * worth / Stopwatch.GetElapsedTime(start).TotalSeconds);
        _bytes.Add((GC.GetTotalAllocatedBytes(true) - allocated) / (double)(count * worth));
    }

    public void Add(double rate) => _rates.Add(rate);

    public void Print() => Print(Line() + (_bytes.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Middle(_bytes):N0} B allocated each") : ""));

    /// <summary>The ratio of each round, so that a noisy minute hits both sides.</summary>
    public void PrintAgainst(Figure ceiling, double? goal = null)
    {
        var ratios = _rates.Zip(ceiling._rates, (mine, other) => mine / other).Order().ToList();
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"**{name} / {ceiling.Name}: {Middle(ratios):0.000}** (rounds {ratios[0]:0.000} to {ratios[^1]:0.000}{(goal is null ? "" : "; goal ")}{goal})"));
    }

    private string Line() => $"{name}: {Text(Median)}{unit} (rounds {Text(_rates.Min())} to {Text(_rates.Max())})";

    private static string Text(double value) => value.ToString(value < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
