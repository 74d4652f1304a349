using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>A small sale whose visitors come, wait, enter, leave and fall asleep, so that the operator's console has something to show in
/// Development.</summary>
internal sealed class SampleSale(IWaitingRoom room, TimeProvider time) : BackgroundService
{
    public const string EventId = "sample-sale";

    private const int MaxVisitors = 200;
    private const int JoinsPerSecond = 4;
    private const int Networks = 12;

    /// <summary>Every so many visitors one leaves, and one is not heard of any more.</summary>
    private const int LeaveEvery = 15, SilentEvery = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly List<Visitor> _visitors = [];
    private int _joined;

    public static void Configure(WaitingRoomOptions options)
    {
        options.Events.TryAdd(EventId, new EventOptions { AdmissionsPerSecond = 2, Burst = 8, Overdraft = 0, OverdraftPositions = 0 });
        // The console lists no event that a stranger may have invented. On a developer's machine there are no strangers.
        options.KnownEvents.Add("*");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryStepAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // the gateway ends
        }
    }

    private async Task TryStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < JoinsPerSecond && _visitors.Count < MaxVisitors; i++)
                await JoinAsync(cancellationToken);
            var now = time.GetUtcNow();
            foreach (var visitor in _visitors.Where(visitor => visitor.PollAt <= now).ToList())
                await PollAsync(visitor, now, cancellationToken);
        }
        catch (WaitingRoomUnavailableException)
        {
            // visitors come again in a second, as browsers do
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        var number = ++_joined;
        var user = $"sample-{number}";
        var joined = await room.JoinAsync(new JoinRequest { EventId = EventId, UserId = user, Group = $"sample-network-{number % Networks}" }, cancellationToken);
        if (joined.WaitingToken is { } token && number % SilentEvery != 0)
            _visitors.Add(new Visitor(number, user, token) { PollAt = time.GetUtcNow() + joined.PollAfter });
    }

    private async Task PollAsync(Visitor visitor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (visitor.Number % LeaveEvery == 0 && visitor.Polls++ == 1)
        {
            await room.LeaveAsync(new LeaveRequest { WaitingToken = visitor.Token }, cancellationToken);
            _visitors.Remove(visitor);
            return;
        }

        var status = await room.GetStatusAsync(new StatusRequest { WaitingToken = visitor.Token }, cancellationToken);
        visitor.PollAt = now + status.PollAfter;
        if (status.State is VisitorState.Ready)
            await room.EnterAsync(new EnterRequest { WaitingToken = visitor.Token, UserId = visitor.User }, cancellationToken);
        if (status.State is not VisitorState.Waiting)
            _visitors.Remove(visitor);
    }

    private sealed class Visitor(int number, string user, string token)
    {
        public int Number => number;

        public string User => user;

        public string Token => token;

        public int Polls { get; set; }

        public DateTimeOffset PollAt { get; set; }
    }
}
