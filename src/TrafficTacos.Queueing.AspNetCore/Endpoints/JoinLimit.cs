using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>Bounds the places that visitors without a user take from one network in one event: a bucket of so many, which a minute
/// fills.</summary>
internal sealed class JoinLimit(int joinsPerMinute, TimeProvider time)
{
    /// <summary>The most buckets. When there are more, full ones are dropped, and then all.</summary>
    internal const int MaxBuckets = 100_000;

    private const int V4Bytes = 3;
    private const int V6Bytes = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string EventId, IPAddress Network), (double Level, long At)> _buckets = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _buckets.Count;
        }
    }

    /// <summary>Takes a join out of the bucket.</summary>
    /// <returns>The time after which to come again; null if there was one.</returns>
    public TimeSpan? TryTake(string eventId, IPAddress? address)
    {
        var key = (eventId, NetworkOf(address ?? IPAddress.None));
        lock (_lock)
        {
            var level = _buckets.TryGetValue(key, out var bucket) ? LevelOf(bucket) : joinsPerMinute;
            if (level < 1)
                return TimeSpan.FromMinutes((1 - level) / joinsPerMinute);
            if (_buckets.Count >= MaxBuckets)
                Sweep();
            _buckets[key] = (level - 1, time.GetTimestamp());
            return null;
        }
    }

    private double LevelOf((double Level, long At) bucket) =>
        Math.Min(joinsPerMinute, bucket.Level + time.GetElapsedTime(bucket.At).TotalMinutes * joinsPerMinute);

    private void Sweep()
    {
        foreach (var (key, bucket) in _buckets)
        {
            if (LevelOf(bucket) >= joinsPerMinute)
                _buckets.Remove(key);
        }

        if (_buckets.Count >= MaxBuckets)
            _buckets.Clear();
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(address.AddressFamily == AddressFamily.InterNetworkV6 ? V6Bytes : V4Bytes).Clear();
        return new IPAddress(bytes);
    }
}
