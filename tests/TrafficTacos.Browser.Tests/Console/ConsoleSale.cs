using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>
/// A sale of half an hour on a real Redis, whose clock a test moves in steps of ten seconds: a rush, then a quiet time, then the shop slows down
/// and its seats do not become free. From then on it goes by the real time.
/// </summary>
internal sealed class ConsoleSale
{
    public const string Concert = "winter-concert";
    public const string Drawn = "fan-meeting";
    public const string Paused = "sneaker-drop";

    /// <summary>Who rings up: joined, closed the page, and came back.</summary>
    public const string Caller = "alice <b>bold</b>";

    public const string Network = "198.51.100.0/24 <img src=x>";

    private const int Steps = 180;
    private const int SlowFrom = 120;
    private const int Seats = 80;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow() - (Steps * Step);
    private readonly List<(string Token, string User)> _queue = [];
    private readonly List<(int EndsAt, string Session, string User)> _shoppers = [];
    private int _step;

    /// <summary>The token of <see cref="Caller"/>.</summary>
    public string CallersToken { get; private set; } = "";

    /// <summary>The clock of Redis in microseconds.</summary>
    public long Clock() => ((_step < Steps ? _start + (_step * Step) : TimeProvider.System.GetUtcNow()) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static void Configure(WaitingRoomOptions options)
    {
        var now = TimeProvider.System.GetUtcNow();
        options.Events[Concert] = Patient(new EventOptions { AdmissionsPerSecond = 2, Burst = 20, MaximumShoppers = Seats, ClosesAt = now.AddHours(3) });
        options.Events[Drawn] = Patient(new EventOptions { Order = QueueOrder.Draw, GatherAt = now.AddHours(-1), DrawAt = now.AddMinutes(50), OpensAt = now.AddHours(1) });
        options.Events[Paused] = Patient(new EventOptions { AdmissionsPerSecond = 0.001, Burst = 1 });
    }

    public async Task RunAsync(IServiceProvider services)
    {
        var (room, store) = (new TestRoom(services), services.GetRequiredService<IQueueStore>());
        var policy = services.GetRequiredService<EventCache>().Get(Concert).Policy;
        while (++_step < Steps)
        {
            // Store time goes on by what a gateway vouches for.
            await store.MaintainAsync(Concert, Step, policy, CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, _step < 60 ? 28 : 18).Select(visitor => JoinAsync(room, visitor)));
            if (_step == SlowFrom)
                await JoinCallerAsync(room);
            await LeaveAndReturnAsync(room);
            await EnterAsync(room);
        }

        for (var visitor = 0; visitor < 12; visitor++)
        {
            await room.JoinAsync(Drawn, $"fan-{visitor}");
            await room.JoinAsync(Paused, $"buyer-{visitor}");
        }

        await room.ChangeSettingsAsync(Paused, new EventSettingsChange { Mode = EventMode.Paused, ChangedBy = "junho" });
        await room.ChangeSettingsAsync(Concert, new EventSettingsChange { Message = new EventMessage { Text = "The shop is slow. Your place is safe." }, ChangedBy = "junho" });
    }

    private async Task JoinAsync(TestRoom room, int visitor)
    {
        var group = (visitor % 5) switch { 0 or 1 => Network, 2 => "203.0.113.0/24", _ => $"192.0.2.{visitor}/32" };
        var user = $"user-{_step}-{visitor}";
        var joined = await room.Room.JoinAsync(new JoinRequest { EventId = Concert, UserId = user, Group = group });
        lock (_queue)
            _queue.Add((joined.WaitingToken!, user));
    }

    private async Task JoinCallerAsync(TestRoom room) => CallersToken = (await room.JoinAsync(Concert, Caller)).WaitingToken!;

    private async Task LeaveAndReturnAsync(TestRoom room)
    {
        if (_step == SlowFrom + 10)
            await room.LeaveAsync(CallersToken, LeaveMode.Soft);
        else if (_step == SlowFrom + 50)
            await room.GetStatusAsync(CallersToken);
        // Where it is long, some give up in every step.
        var leaving = _queue.Count > 400 ? _queue.Where((_, place) => place > 100 && place % 200 == _step % 200).ToList() : [];
        await Task.WhenAll(leaving.Select(visitor => room.LeaveAsync(visitor.Token)));
        _queue.RemoveAll(leaving.Contains);
    }

    private async Task EnterAsync(TestRoom room)
    {
        var done = _shoppers.Where(shopper => shopper.EndsAt <= _step).ToList();
        await Task.WhenAll(done.Select(shopper => room.ReleaseSessionAsync(shopper.Session, shopper.User)));
        _shoppers.RemoveAll(done.Contains);
        // Those of one step stand in any order.
        await Task.WhenAll(_queue.Take(60).ToList().Select(visitor => EnterAsync(room, visitor)));
    }

    private async Task EnterAsync(TestRoom room, (string Token, string User) visitor)
    {
        var entered = await room.EnterAsync(visitor.Token, visitor.User);
        if (entered.Outcome != EnterOutcome.Granted)
            return;
        var session = await room.OpenAsync(entered.ReservationToken!, visitor.User);
        lock (_queue)
        {
            _queue.Remove(visitor);
            // Visits last differently long.
            _shoppers.Add((_step + (_step < SlowFrom ? 2 + (_shoppers.Count % 3) : 15 + (_shoppers.Count % 20)), session.SessionToken!, visitor.User));
        }
    }

    /// <summary>Nobody falls silent or loses a turn because a test takes its time.</summary>
    private static EventOptions Patient(EventOptions options)
    {
        options.MinimumWaits = [new MinimumWait { Wait = TimeSpan.Zero }];
        options.Overdraft = 0;
        options.OverdraftPositions = 0;
        options.HeartbeatTimeout = Never;
        options.NoShowTimeout = Never;
        options.ReadySilence = Never;
        options.TurnTime = Never;
        options.SessionLifetime = TimeSpan.FromHours(1);
        options.ExpectedVisit = TimeSpan.FromSeconds(40);
        options.MaximumPollInterval = TimeSpan.FromSeconds(2);
        return options;
    }
}
