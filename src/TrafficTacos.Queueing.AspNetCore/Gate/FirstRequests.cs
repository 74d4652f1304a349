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
    private readonly Dictionary<string, Queue<long>> _admitted = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Whether a visitor without cookies may take a place now.</summary>
    public bool TryTake(string eventId, IPAddress? address) =>
        HasSeat(eventId) && _addresses.TryTake((eventId, ClientNetwork.Of(address, V4Bytes))) is null;

    /// <summary>Such a visitor was let in.</summary>
    public void NoteAdmitted(string eventId)
    {
        if (MostSeats(eventId) is not { } most)
            return;
        lock (_lock)
        {
            if (_admitted.Count >= MaxEvents)
                _admitted.Clear();
            if (!_admitted.TryGetValue(eventId, out var times))
                _admitted[eventId] = times = new Queue<long>();
            times.Enqueue(time.GetTimestamp());
            if (times.Count > most)
                times.Dequeue();
        }
    }

    private bool HasSeat(string eventId)
    {
        if (MostSeats(eventId) is not { } most)
            return true;
        lock (_lock)
        {
            if (!_admitted.TryGetValue(eventId, out var times))
                return true;
            while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
                times.Dequeue();
            return times.Count < most;
        }
    }

    private int? MostSeats(string eventId)
    {
        var numbers = options.Value.Events.TryGetValue(eventId, out var own) ? own : options.Value;
        return numbers.MaximumShoppers is > 0 and var seats ? Math.Max(FewestSeats, seats / SharesOfSeats) : null;
    }
}
