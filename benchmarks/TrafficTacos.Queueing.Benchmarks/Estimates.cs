using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What one estimate costs, of somebody anywhere in a queue with every kind of departure.</summary>
internal static class Estimates
{
    private const int Operations = 2_000_000;

    public static Task RunAsync(int rounds)
    {
        var policy = new EventPolicy(new WaitingRoomOptions());
        var pulse = new Pulse(
            900_000_000, 100_000, 40_000_000, 50, 500, false, 0, new RateWindows(2_750, 14_750, 44_750), new RateWindows(110, 590, 1_790),
            new RateWindows(300, 1_500, 4_500), default, 90_000, 20_000);
        var costs = new List<double>();
        var bytes = 0L;
        var sum = 0d;
        for (var round = 0; round <= rounds; round++)
        {
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < Operations; i++)
                sum += WaitEstimator.Estimate(1 + i % 100_000, 60_000_000, pulse, policy).P90.TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            costs.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations);
        }

        // The first round compiles.
        Figure.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"an estimate {costs.Skip(1).Order().ElementAt((rounds - 1) / 2):0} ns (goal < 1,000), {bytes / Operations} B allocated (goal 0){(double.IsNaN(sum) ? "?" : "")}"));
        return Task.CompletedTask;
    }
}
