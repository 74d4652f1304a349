using System.Diagnostics;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>One kind of request at one gateway: its rate, and its processor time in the gateway and in Redis.</summary>
internal sealed class SizingSide(string name, Process host, string url, string script, string[] scriptArguments)
{
    private readonly Measurement _rate = new(name);
    private readonly Measurement _gateway = new(name + ", processor time of the gateway", " µs");
    private readonly Measurement _redis = new(name + ", processor time of Redis", " µs");

    public async Task MeasureAsync(IServer redis, bool warmUp)
    {
        var (start, gatewayTime, redisSeconds) = (
            Stopwatch.GetTimestamp(), BenchmarkProcesses.ProcessorTimeOf(host), await RedisCostBenchmark.ReadProcessorSecondsAsync(redis));
        var rate = await Wrk.RunAsync(url, HttpBenchmark.Seconds, script, scriptArguments);
        var requests = rate * Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (warmUp)
            return;
        _rate.Add(rate);
        _gateway.Add((BenchmarkProcesses.ProcessorTimeOf(host) - gatewayTime).TotalMicroseconds / requests);
        _redis.Add((await RedisCostBenchmark.ReadProcessorSecondsAsync(redis) - redisSeconds) * 1e6 / requests);
    }

    public void Print()
    {
        _rate.Print();
        _gateway.Print();
        _redis.Print();
    }

    public void PrintRatios(SizingSide reference)
    {
        _gateway.PrintRatio(reference._gateway);
        _redis.PrintRatio(reference._redis);
    }
}
