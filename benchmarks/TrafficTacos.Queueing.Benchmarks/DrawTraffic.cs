using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Joins and questions at a steady rate while a draw runs.</summary>
internal sealed class DrawTraffic(IWaitingRoom room, string[] tokens)
{
    private const int JoinsEach = 5;
    private const int StatusesEach = 20;
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<double> _times = new();
    private readonly Random _random = new(20261130);
    private int _joined;

    public int Joined => _joined;

    public async Task RunAsync(CancellationToken ending)
    {
        var calls = new List<Task>();
        using var timer = new PeriodicTimer(Each);
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
            {
                for (var i = 0; i < JoinsEach; i++)
                    calls.Add(TimeAsync(room.JoinAsync(DrawBenchmark.RequestOf(tokens.Length + _joined++), CancellationToken.None)));
                for (var i = 0; i < StatusesEach; i++)
                    calls.Add(TimeAsync(room.GetStatusAsync(new StatusRequest { WaitingToken = tokens[_random.Next(tokens.Length)] }, CancellationToken.None).AsTask()));
            }
        }
        catch (OperationCanceledException)
        {
            // The draw is over.
        }

        await Task.WhenAll(calls);
    }

    public void Print()
    {
        var times = _times.Order().ToList();
        Measurement.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Count:N0} joins and questions meanwhile: median {times[times.Count / 2]:0.0} ms, 99th percentile {times[times.Count * 99 / 100]:0.0} ms, longest {times[^1]:0} ms"));
    }

    private async Task TimeAsync(Task call)
    {
        var start = Stopwatch.GetTimestamp();
        await call;
        _times.Enqueue(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
