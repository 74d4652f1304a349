using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The same in one process: how long the longest question waits for the event's lock while a draw runs.</summary>
internal static class InMemoryDrawBenchmark
{
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(int visitors)
    {
        var drawAt = DateTimeOffset.UtcNow + Gathering;
        await using var services = new ServiceCollection().AddWaitingRoom(options => options.Events[WaitingRoomFactory.EventId] = new EventOptions
        {
            Order = QueueOrder.Draw,
            DrawAt = drawAt,
            OpensAt = drawAt + TimeSpan.FromMinutes(10),
            DrawSource = DrawSource.Secret,
        }).Services.BuildServiceProvider();
        var (store, runner) = (services.GetRequiredService<IQueueStore>(), services.GetRequiredService<DrawRunner>());
        var policy = services.GetRequiredService<EventCache>().Get(WaitingRoomFactory.EventId).Policy;
        await runner.RunAsync(WaitingRoomFactory.EventId, default);
        var places = new Place[visitors];
        for (var i = 0; i < visitors; i++)
        {
            var entry = new EntryId((UInt128)(uint)i * 0x9E3779B97F4A7C15);
            places[i] = new Place(entry, (await store.JoinAsync(WaitingRoomFactory.EventId, entry, 0, policy, default)).Ticket);
        }

        if (DateTimeOffset.UtcNow > drawAt)
            throw new InvalidOperationException($"{visitors} joins took longer than {Gathering}.");
        await Task.Delay(drawAt - DateTimeOffset.UtcNow);
        GC.Collect();
        using var ending = new CancellationTokenSource();
        var asking = Task.Run(() => Ask(store, places, policy, ending.Token), CancellationToken.None);
        await runner.RunAsync(WaitingRoomFactory.EventId, default);
        await ending.CancelAsync();
        var longest = await asking;
        var record = await ((IDrawStore)store).DrawAsync(WaitingRoomFactory.EventId, DrawStep.Read, policy, default);
        var (rooted, ranked) = (record.Number(DrawFields.RootedAt)!.Value - record.State.At, record.Number(DrawFields.RankedAt)!.Value - record.Number(DrawFields.SeededAt)!.Value);
        Measurement.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"in memory: from the freeze to the root {rooted / 1e6:0.00} s; from the seed until all are ranked {ranked / 1e6:0.00} s; longest question meanwhile {longest:0.0} ms"));
    }

    /// <summary>Milliseconds.</summary>
    private static double Ask(IQueueStore store, Place[] places, EventPolicy policy, CancellationToken ending)
    {
        var (longest, random) = (0d, new Random(7));
        while (!ending.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            store.StatusAsync(WaitingRoomFactory.EventId, places[random.Next(places.Length)], default, false, policy, default).AsTask().GetAwaiter().GetResult();
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return longest;
    }
}
