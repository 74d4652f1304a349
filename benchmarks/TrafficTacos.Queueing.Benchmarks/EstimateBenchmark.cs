using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures an estimate at any position of a queue with every kind of departure.</summary>
internal static class EstimateBenchmark
{
    private const int Operations = 2_000_000;
    private const int QueueLength = 100_000;

    public static Task RunAsync(int rounds)
    {
        var policy = new EventPolicy(new WaitingRoomOptions());
        var snapshot = new EventSnapshot(
            Now: 900_000_000,
            Length: QueueLength,
            Level: 40_000_000,
            AdmissionsPerSecond: 50,
            Burst: 500,
            Paused: false,
            FirstJoin: 0,
            Admissions: new RateWindows(2_750, 14_750, 44_750),
            Abandoned: new RateWindows(110, 590, 1_790),
            NoShows: new RateWindows(300, 1_500, 4_500),
            NeverPolled: default,
            Settled: 90_000,
            Silent: 20_000);
        var nanoseconds = new List<double>();
        var bytes = 0L;
        var sum = 0d;
        for (var round = -1; round < rounds; round++)
        {
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < Operations; i++)
                sum += WaitEstimator.Estimate(1 + i % QueueLength, 60_000_000, snapshot, policy).P90.TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            // The first round includes the compilation.
            if (round >= 0)
                nanoseconds.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations);
        }

        // Printing the sum keeps the compiler from removing the loop.
        Measurement.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"an estimate {nanoseconds.Order().ElementAt((rounds - 1) / 2):0} ns (goal < 1,000), {bytes / Operations} B allocated (goal 0){(double.IsNaN(sum) ? "?" : "")}"));
        return Task.CompletedTask;
    }
}
