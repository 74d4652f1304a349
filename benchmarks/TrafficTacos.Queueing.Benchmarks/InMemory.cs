using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The default store, one caller: cost by the length of the queue.</summary>
internal static class InMemory
{
    private const int Operations = 100_000;

    public static async Task RunAsync(int rounds)
    {
        var policy = new EventPolicy(new WaitingRoomOptions());
        foreach (var waiting in (int[])[3_000, 30_000, 300_000])
        {
            var joins = new List<double>();
            var statuses = new List<double>();
            for (var round = 0; round <= rounds; round++)
            {
                var store = new InMemoryQueueStore(TimeProvider.System);
                var places = new Place[waiting + Operations];
                for (var i = 0; i < waiting; i++)
                    await JoinAsync(i);
                var start = Stopwatch.GetTimestamp();
                for (var i = waiting; i < waiting + Operations; i++)
                    await JoinAsync(i);
                joins.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Operations);

                var random = new Random(round);
                var single = new Place[1];
                start = Stopwatch.GetTimestamp();
                for (var i = 0; i < Operations; i++)
                {
                    single[0] = places[random.Next(waiting)];
                    await store.StatusAsync(Rooms.EventId, single, policy, default);
                }

                statuses.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Operations);

                async ValueTask JoinAsync(int i)
                {
                    var entry = new EntryId((UInt128)(uint)i * 0x9E3779B97F4A7C15);
                    places[i] = new Place(entry, (await store.JoinAsync(Rooms.EventId, entry, policy, default)).Ticket);
                }
            }

            // The first round compiles.
            Figure.Print(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting:N0} waiting: join {Median(joins):0.00} µs, status of anybody {Median(statuses):0.00} µs (goal ≤ 2 at 300,000)"));
        }
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt((values.Count - 1) / 2);
}
