using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The values of one side of a comparison, one a round: operations a second unless another unit is given.</summary>
internal sealed class Measurement(string name, string unit = "/s")
{
    private readonly List<double> _values = [];
    private readonly List<double> _allocatedBytes = [];

    public string Name => name;

    public double Median => MedianOf(_values);

    public static void Print(string text) => Console.Out.WriteLine(text);

    /// <summary>Runs an operation with concurrent callers and adds the rate and the allocated bytes.</summary>
    /// <param name="count">The number of operations.</param>
    /// <param name="callers">The number of concurrent callers.</param>
    /// <param name="operation">The operation, given its number.</param>
    /// <param name="batchSize">The number of items that one operation handles; the results are per item.</param>
    /// <param name="warmUp">Whether to discard the results.</param>
    public async Task MeasureAsync(int count, int callers, Func<int, Task> operation, int batchSize = 1, bool warmUp = false)
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
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (warmUp)
            return;
        Add(count * batchSize / seconds);
        _allocatedBytes.Add((GC.GetTotalAllocatedBytes(true) - allocated) / (double)(count * batchSize));
    }

    public void Add(double value) => _values.Add(value);

    public void Print() => Print(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {Format(Median)}{unit} (rounds {Format(_values.Min())} to {Format(_values.Max())}){(_allocatedBytes.Count > 0 ? $", {Format(MedianOf(_allocatedBytes))} B allocated each" : "")}"));

    /// <summary>Prints the ratio to a reference. It is computed for each round, because noise in a round affects both sides.</summary>
    public void PrintRatio(Measurement reference, double? goal = null)
    {
        var ratios = _values.Zip(reference._values, (value, other) => value / other).Order().ToList();
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"**{name} / {reference.Name}: {MedianOf(ratios):0.000}** (rounds {ratios[0]:0.000} to {ratios[^1]:0.000}{(goal is null ? "" : "; goal ")}{goal})"));
    }

    private static string Format(double value) => value.ToString(value < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
