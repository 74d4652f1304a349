using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures the in-memory store with one caller at several queue lengths.</summary>
internal static class InMemoryStoreBenchmark
{
    private const int Operations = 100_000;

    public static async Task RunAsync(int rounds)
    {
        var policy = new EventPolicy(new WaitingRoomOptions());
        foreach (var waiting in (int[])[3_000, 30_000, 300_000])
        {
            var joins = new List<double>();
            var statuses = new List<double>();
            for (var round = -1; round < rounds; round++)
            {
                var (join, status) = await MeasureAsync(policy, waiting, seed: round + 1);
                // The first round includes the compilation.
                if (round < 0)
                    continue;
                joins.Add(join);
                statuses.Add(status);
            }

            Measurement.Print(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting:N0} waiting: join {MedianOf(joins):0.00} µs, status at a random position {MedianOf(statuses):0.00} µs (goal ≤ 2 at 300,000)"));
        }
    }

    /// <summary>Returns microseconds.</summary>
    private static async Task<(double Join, double Status)> MeasureAsync(EventPolicy policy, int waiting, int seed)
    {
        var store = new InMemoryQueueStore(TimeProvider.System);
        var places = new Place[waiting + Operations];
        for (var i = 0; i < waiting; i++)
            await JoinAsync(i);
        var start = Stopwatch.GetTimestamp();
        for (var i = waiting; i < waiting + Operations; i++)
            await JoinAsync(i);
        var join = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Operations;

        var random = new Random(seed);
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Operations; i++)
            await store.StatusAsync(WaitingRoomFactory.EventId, places[random.Next(waiting)], default, false, policy, default);
        return (join, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Operations);

        async ValueTask JoinAsync(int i)
        {
            var entry = new EntryId((UInt128)(uint)i * 0x9E3779B97F4A7C15);
            places[i] = new Place(entry, (await store.JoinAsync(WaitingRoomFactory.EventId, entry, 0, policy, default)).Ticket);
        }
    }

    private static double MedianOf(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);
}
