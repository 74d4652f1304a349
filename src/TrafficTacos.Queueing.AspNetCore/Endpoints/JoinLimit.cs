using System.Net;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>Bounds the places that visitors without a user take from one network in one event: a bucket of so many, which a minute
/// fills.</summary>
internal sealed class JoinLimit(int joinsPerMinute, TimeProvider time)
{
    private const int V4Bytes = 3;

    private readonly TokenBuckets<(string EventId, IPAddress Network)> _buckets = new(joinsPerMinute, joinsPerMinute / 60.0, time);

    public int Count => _buckets.Count;

    /// <summary>Takes a join out of the bucket.</summary>
    /// <returns>The time after which to come again; null if there was one.</returns>
    public TimeSpan? TryTake(string eventId, IPAddress? address) => _buckets.TryTake((eventId, ClientNetwork.Of(address, V4Bytes)));
}
