using System.Collections.Concurrent;
using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Thousands of visitors of one event, who come by HTTP to one gateway after the other.</summary>
internal sealed class ConsoleCrowd : IDisposable
{
    private const int AtOnce = 32;

    private readonly string _eventId;
    private readonly HttpClient[] _gateways;
    private readonly QueueClient[] _queues;
    private readonly ConcurrentDictionary<CrowdVisitor, string> _sessions = [];

    public ConsoleCrowd(IEnumerable<Uri> gateways, string eventId)
    {
        _eventId = eventId;
        _gateways = [.. gateways.Select(HttpVisitor.Client)];
        _queues = [.. _gateways.Select(gateway => new QueueClient(gateway, atTheGateway: true))];
    }

    /// <summary>The visitors in the order of the numbers that they drew; before the draw in that of their coming.</summary>
    public IReadOnlyList<CrowdVisitor> Visitors { get; private set; } = [];

    /// <summary>Nobody joins a drawn event before the draw is announced: the first one asks until it is.</summary>
    public async Task JoinAsync(int count)
    {
        await Eventually.IsTrueAsync(async () => (await _queues[0].JoinAsync(_eventId, "visitor-0")).Status == HttpStatusCode.Accepted);
        Visitors = await AllAsync(Enumerable.Range(0, count), async i => new CrowdVisitor($"visitor-{i}", await Queue(i).TokenAsync(_eventId, $"visitor-{i}"), i + 1));
    }

    /// <summary>Everybody looks at their page after the draw.</summary>
    public async Task ReadNumbersAsync()
    {
        var numbered = await AllAsync(Visitors.Index(), async visitor =>
            visitor.Item with { Number = (int)(await StatusAsync(visitor.Item, visitor.Index % _queues.Length)).Number("draw_number") });
        Visitors = [.. numbered.OrderBy(visitor => visitor.Number)];
    }

    public async Task<Answer> StatusAsync(CrowdVisitor visitor, int gateway) => (await _queues[gateway].StatusAsync(visitor.Token)).Should(HttpStatusCode.OK);

    /// <summary>Goes through the door and begins to shop.</summary>
    /// <returns>False if it is not their turn.</returns>
    public async Task<bool> EnterAsync(CrowdVisitor visitor)
    {
        var entered = await Queue(visitor.Number).EnterAsync(visitor.Token, visitor.User);
        if (entered.Status == HttpStatusCode.OK)
            _sessions[visitor] = (await Queue(visitor.Number + 1).OpenSessionAsync(entered.String("reservation_token"), visitor.User)).Should(HttpStatusCode.Created).String("session_token");
        return entered.Status == HttpStatusCode.OK;
    }

    /// <summary>The first ones enter until so many are inside.</summary>
    public Task FillAsync(int seats) => Eventually.IsTrueAsync(async () =>
    {
        await AllAsync(Visitors.Where(visitor => !_sessions.ContainsKey(visitor)).Take(seats - _sessions.Count), EnterAsync);
        return _sessions.Count == seats;
    });

    public Task LeaveAsync(IEnumerable<CrowdVisitor> visitors) =>
        AllAsync(visitors, async visitor => (await Queue(visitor.Number).LeaveAsync(visitor.Token)).Should(HttpStatusCode.OK));

    /// <summary>Some of those who are inside go.</summary>
    public Task StopShoppingAsync(int count) => AllAsync(_sessions.Take(count).ToList(), async inside =>
    {
        _sessions.TryRemove(inside);
        return (await Queue(inside.Key.Number).ReleaseSessionAsync(inside.Value, inside.Key.User)).Should(HttpStatusCode.OK);
    });

    public void Dispose()
    {
        foreach (var gateway in _gateways)
            gateway.Dispose();
    }

    private QueueClient Queue(int i) => _queues[i % _queues.Length];

    private static async Task<T[]> AllAsync<TItem, T>(IEnumerable<TItem> items, Func<TItem, Task<T>> ask)
    {
        var all = new List<T>();
        foreach (var some in items.Chunk(AtOnce))
            all.AddRange(await Task.WhenAll(some.Select(ask)));
        return [.. all];
    }
}

/// <summary>One of them.</summary>
internal sealed record CrowdVisitor(string User, string Token, int Number);
