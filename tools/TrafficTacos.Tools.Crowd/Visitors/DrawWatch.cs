using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Reads what is published of the draw, once a second during the run and from every gateway at its end.</summary>
internal sealed class DrawWatch(DrawClient client, CrowdOptions options, RunClock clock, string runId)
{
    private const int MaxFaults = 100;

    /// <summary>So many visitors ask for their part.</summary>
    private const int MaxParts = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(5);
    private static readonly string[] States = ["announced", "frozen", "rooted", "seeded", "ranked"];

    private readonly List<string> _faults = [];
    private DrawResponse? _last;

    /// <summary>Watches until the run ends.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        var identity = IdentityOf(0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Compare((await client.ReadAsync(identity, null, TimeSpan.Zero, stop)).Body);
                await clock.DelayAsync(Interval, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Reads the finished draw.</summary>
    public async Task<DrawEvidence> FinishAsync(IReadOnlyList<VisitorRecord> records)
    {
        var published = new List<DrawResponse>();
        byte[]? leaves = null;
        for (var gateway = 0; gateway < options.Gateways.Count; gateway++)
        {
            var draw = (await client.ReadAsync(IdentityOf(gateway), null, clock.Now + RetryTime, CancellationToken.None)).Body;
            if (draw?.State is null)
                continue;
            Compare(draw);
            published.Add(draw);
            leaves ??= draw.LeavesUrl is null ? null : await client.ReadLeavesAsync(IdentityOf(gateway), draw.LeavesUrl, CancellationToken.None);
        }

        var drawn = records.Where(record => record.DrawNumber is not null).ToArray();
        var parts = new List<(int Visitor, DrawnPlaceResponse? Part)>();
        foreach (var record in drawn.Where((_, i) => i % (drawn.Length / MaxParts + 1) == 0))
        {
            var draw = await client.ReadAsync(IdentityOf(record.Number), record.WaitingToken, clock.Now + RetryTime, CancellationToken.None);
            parts.Add((record.Number, draw.Body?.Mine));
        }

        var faults = _faults.Concat(records.SelectMany(record => record.DrawFaults)).ToArray();
        return new DrawEvidence(published, leaves, drawn.ToDictionary(record => record.Number, record => record.DrawNumber!.Value), parts, faults);
    }

    /// <summary>A draw goes forward, and what was published once stays.</summary>
    private void Compare(DrawResponse? draw)
    {
        if (draw?.State is null)
            return;
        if (_last is not null && _faults.Count < MaxFaults)
        {
            if (Array.IndexOf(States, draw.State) < Array.IndexOf(States, _last.State))
                _faults.Add($"the draw was '{_last.State}' and then '{draw.State}'");
            if (draw.Announcement?.Amendments == _last.Announcement?.Amendments && !IsKept(_last.Announcement?.Hash, draw.Announcement?.Hash))
                _faults.Add("the announcement changed without an amendment");
            if (!IsKept(_last.Root, draw.Root) || !IsKept(_last.Seed, draw.Seed))
                _faults.Add("root or seed changed after it was published");
        }

        _last = draw;
    }

    private static bool IsKept(string? before, string? now) => before is null || string.Equals(before, now, StringComparison.Ordinal);

    private VisitorIdentity IdentityOf(int number) => new(number, runId, options);
}
