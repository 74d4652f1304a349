using System.Net;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>
/// Bounds what requests without cookies take. Programs that keep no cookies (monitors, crawlers, link previews) are let in as anybody on a
/// quiet day, and each holds a seat until its pass ends; five hundred of them must not close a shop of five hundred seats. Whoever is
/// refused here gets a cookie, and is served with the next request that brings it. In this process alone.
/// </summary>
internal sealed class FirstRequests(IOptions<WaitingRoomOptions> options, TimeProvider time)
{
    private const int PerAddress = 10;
    private const int FewestSeats = 5;
    private const int SharesOfSeats = 10;
    private const int V4Bytes = 4;
    private const int MaxEvents = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly TokenBuckets<(string EventId, IPAddress Network)> _addresses = new(PerAddress, PerAddress / Window.TotalSeconds, time);
    private readonly Dictionary<string, LinkedList<long>> _taken = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Takes a seat for a visitor without cookies; false if there is none now.</summary>
    public bool TryTake(string eventId, IPAddress? address)
    {
        if (!TryTakeSeat(eventId))
            return false;
        if (_addresses.TryTake((eventId, ClientNetwork.Of(address, V4Bytes))) is null)
            return true;
        GiveBack(eventId);
        return false;
    }

    /// <summary>The visitor was not let in.</summary>
    public void GiveBack(string eventId)
    {
        lock (_lock)
        {
            if (_taken.TryGetValue(eventId, out var times) && times.Count > 0)
                times.RemoveLast();
        }
    }

    private bool TryTakeSeat(string eventId)
    {
        if (MostSeats(eventId) is not { } most)
            return true;
        lock (_lock)
        {
            if (_taken.Count >= MaxEvents)
                _taken.Clear();
            if (!_taken.TryGetValue(eventId, out var times))
                _taken[eventId] = times = new LinkedList<long>();
            while (times.First is { } oldest && time.GetElapsedTime(oldest.Value) >= Window)
                times.RemoveFirst();
            if (times.Count >= most)
                return false;
            times.AddLast(time.GetTimestamp());
            return true;
        }
    }

    private int? MostSeats(string eventId)
    {
        var numbers = options.Value.Events.TryGetValue(eventId, out var own) ? own : options.Value;
        return numbers.MaximumShoppers is > 0 and var seats ? Math.Max(FewestSeats, seats / SharesOfSeats) : null;
    }
}
