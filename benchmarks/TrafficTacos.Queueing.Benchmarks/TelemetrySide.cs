using System.Diagnostics;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Joins at one host: joins a second, and joins a second of the host's processor time. The second number is less noisy on a shared
/// machine, because Redis and wrk use the other half of the processors.</summary>
internal sealed class TelemetrySide(string name, Process host, string url)
{
    private readonly Measurement _joins = new(name);
    private readonly Measurement _joinsPerProcessorSecond = new(name + ", a second of the host's processor time");

    public async Task MeasureAsync(bool warmUp)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), BenchmarkProcesses.ProcessorTimeOf(host));
        var rate = await Wrk.RunAsync(url, HttpBenchmark.Seconds, Wrk.ScriptPath("join-queue.lua"));
        var (seconds, processorTime) = (Stopwatch.GetElapsedTime(start).TotalSeconds, BenchmarkProcesses.ProcessorTimeOf(host) - before);
        if (warmUp)
            return;
        _joins.Add(rate);
        _joinsPerProcessorSecond.Add(rate * seconds / processorTime.TotalSeconds);
    }

    public void Print() => _joins.Print();

    public void PrintRatios(TelemetrySide reference, double goal)
    {
        _joins.PrintRatio(reference._joins, goal);
        _joinsPerProcessorSecond.PrintRatio(reference._joinsPerProcessorSecond, goal);
    }
}
