using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Which calls held Redis, by the name of their script.</summary>
internal static class SlowLog
{
    private const long LoggedFromMicroseconds = 300;
    private const int Most = 100_000;

    public static string[] ServerSettings { get; } =
        ["--slowlog-log-slower-than", LoggedFromMicroseconds.ToString(CultureInfo.InvariantCulture), "--slowlog-max-len", Most.ToString(CultureInfo.InvariantCulture)];

    public static async Task PrintAsync(IServer redis)
    {
        var scripts = new RedisScripts();
        var names = typeof(RedisScripts).GetProperties().Select(property => property.GetValue(scripts)).OfType<RedisScript>().ToDictionary(ShaOf, script => script.Name, StringComparer.OrdinalIgnoreCase);
        var slow = (await redis.SlowlogGetAsync(Most)).Select(entry => (Name: NameOf(entry.Arguments), entry.Duration.TotalMilliseconds)).ToList();
        foreach (var group in slow.GroupBy(entry => entry.Name, StringComparer.Ordinal).OrderByDescending(group => group.Max(entry => entry.TotalMilliseconds)))
        {
            var times = group.Select(entry => entry.TotalMilliseconds).Order().ToList();
            Measurement.Print(string.Create(CultureInfo.InvariantCulture, $"Redis' slow log, {group.Key}: longest {times[^1]:0.00} ms, 99th percentile {times[times.Count * 99 / 100]:0.00} ms, median {times[times.Count / 2]:0.00} ms of the {times.Count} above {LoggedFromMicroseconds / 1000d} ms"));
        }

        string NameOf(RedisValue[] arguments) =>
            arguments.Length > 1 && names.TryGetValue((string)arguments[1]!, out var name) ? name : (string)arguments[0]!;
    }

#pragma warning disable CA5350 // As Redis names a script.
    private static string ShaOf(RedisScript script) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(script.Text)));
#pragma warning restore CA5350
}
