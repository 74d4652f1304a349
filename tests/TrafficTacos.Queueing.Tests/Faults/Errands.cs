namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>One of everything that can be asked of a waiting room, ready to be asked while the store is away.</summary>
internal sealed class Errands
{
    private readonly string _eventId;
    private readonly string _waiting;
    private readonly string _leaving;
    private readonly string _pass;
    private readonly PassClaim _claim;
    private readonly PassClaim _other;

    private Errands(string eventId, string waiting, string leaving, string pass, PassClaim claim, PassClaim other)
    {
        _eventId = eventId;
        _waiting = waiting;
        _leaving = leaving;
        _pass = pass;
        _claim = claim;
        _other = other;
    }

    public static async Task<Errands> PrepareAsync(TestRoom room, string eventId)
    {
        var tokens = new List<string>();
        for (var i = 0; i < 5; i++)
            tokens.Add((await room.JoinAsync(eventId, key: $"errand-{i}")).WaitingToken!);
        var passes = new List<string>();
        foreach (var token in tokens.Take(3))
            passes.Add((await room.EnterAsync(token)).ReservationToken!);
        var claim = (await room.ClaimAsync(eventId, passes[1])).Claim!;
        var other = (await room.ClaimAsync(eventId, passes[2])).Claim!;
        return new Errands(eventId, tokens[3], tokens[4], passes[0], claim, other);
    }

    /// <summary>Each by its name. All of them at once, so that a fault of any length meets every one of them.</summary>
    public IReadOnlyList<(string Name, Func<TestRoom, Task> Run)> All =>
    [
        ("join", room => room.JoinAsync(_eventId)),
        ("join with a key", room => room.JoinAsync(_eventId, key: "late")),
        ("status", room => room.GetStatusAsync(_waiting).AsTask()),
        ("enter", room => room.EnterAsync(_waiting)),
        ("leave softly", room => room.LeaveAsync(_leaving, LeaveMode.Soft)),
        ("leave", room => room.LeaveAsync(_leaving)),
        ("claim", room => room.ClaimAsync(_eventId, _pass)),
        ("spend", room => room.SpendAsync(_claim)),
        ("release", room => room.ReleaseAsync(_other)),
        ("settings", room => room.GetSettingsAsync(_eventId)),
        ("change settings", room => room.ChangeSettingsAsync(_eventId, new EventSettingsChange { Burst = 77 })),
        ("end another event", room => room.Operator.EndEventAsync(_eventId + ".other", "ann")),
    ];

    public async Task AssertAllUnavailableAsync(TestRoom room)
    {
        await Task.WhenAll(All.Select(errand => Patience.AssertUnavailableAsync(errand.Name, () => errand.Run(room))));
        Assert.False(await room.IsAvailableAsync());
    }

    public async Task AssertAllRefusedAsync(TestRoom room) =>
        await Task.WhenAll(All.Select(errand => Patience.AssertUnavailableAsync(errand.Name, () => errand.Run(room))));

    /// <summary>The same gateways, not started again, do everything once more.</summary>
    public async Task AssertAllGoOnAsync(LocalGateways gateways)
    {
        foreach (var room in gateways.Rooms)
        {
            await Eventually.IsTrueAsync(async () => await room.IsAvailableAsync());
            foreach (var (_, run) in All)
                await run(room);
        }
    }
}
