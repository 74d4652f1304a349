using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Visitors who poll and never enter, or fall silent when it is their turn, do not stop a sale. The whole engine in virtual time; honest
/// visitors enter two seconds after they learn that they are ready.</summary>
public sealed class Lingerers
{
    private const double Rate = 50;
    private const int Burst = 500;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WayToTheDoor = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private readonly Random _random = new(20261129);
    private readonly PriorityQueue<Visitor, TimeSpan> _polls = new();
    private readonly List<TimeSpan> _admissions = [];

    private enum Kind
    {
        Honest,
        Lingers,
        FallsSilent,
    }

    [Theory]
    [InlineData(510)]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public async Task In_front_delay_the_first_honest_visitor_by_little_more_than_their_number_takes(int lingerers)
    {
        using var services = Services();
        var room = new TestRoom(services);
        for (var i = 0; i < lingerers + 200; i++)
            await JoinAsync(room, i < lingerers ? Kind.Lingers : Kind.Honest);
        // And the way to the door, and a poll that tells of it.
        var bound = TimeSpan.FromSeconds(1.25 * lingerers / Rate) + WayToTheDoor + TimeSpan.FromSeconds(2);
        await RunAsync(room, until: () => _admissions.Count > 0 || Now > 2 * bound);
        Assert.InRange(_admissions[0], TimeSpan.Zero, bound);
    }

    [Theory]
    [InlineData(0.02, false, 0.97)]
    [InlineData(0.1, false, 0.95)]
    [InlineData(0.3, false, 0.85)]
    [InlineData(0.3, true, 0.75)]
    public async Task Mixed_in_leave_most_of_the_rate_to_the_others(double share, bool silent, double goal)
    {
        using var services = Services();
        var room = new TestRoom(services);
        for (var i = 0; i < 9_000; i++)
            await JoinAsync(room, _random.NextDouble() >= share ? Kind.Honest : silent ? Kind.FallsSilent : Kind.Lingers);
        var (from, to) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(100));
        await RunAsync(room, until: () => Now > to);
        var rate = _admissions.Count(at => at > from && at <= to) / (to - from).TotalSeconds;
        Assert.True(rate >= goal * Rate, $"{rate:0.0} admissions a second");
    }

    private TimeSpan Now => _time.GetUtcNow() - StoreUnderTest.Start;

    private ServiceProvider Services() => new ServiceCollection().AddSingleton<TimeProvider>(_time)
        .AddWaitingRoom(o => (o.AdmissionsPerSecond, o.Burst, o.MinimumWaits) = (Rate, Burst, [new()])).Services.BuildServiceProvider();

    private async Task JoinAsync(TestRoom room, Kind kind)
    {
        var joined = await room.JoinAsync("sale");
        _polls.Enqueue(new Visitor(joined.WaitingToken!, kind), joined.PollAfter);
    }

    private async Task RunAsync(TestRoom room, Func<bool> until)
    {
        for (; !until(); _time.Advance(Tick))
        {
            while (_polls.TryPeek(out var visitor, out var due) && due <= Now)
            {
                _polls.Dequeue();
                if (await PollAsync(room, visitor) is { } next)
                    _polls.Enqueue(visitor, Now + next);
            }
        }
    }

    private async Task<TimeSpan?> PollAsync(TestRoom room, Visitor visitor)
    {
        if (visitor.Enters <= Now && (await room.EnterAsync(visitor.Token)).Outcome == EnterOutcome.Granted)
        {
            _admissions.Add(Now);
            return null;
        }

        var status = await room.GetStatusAsync(visitor.Token);
        if (status.State == VisitorState.Expired)
            return null;
        if (status.State != VisitorState.Ready || visitor.Kind == Kind.Lingers)
            return status.PollAfter;
        if (visitor.Kind == Kind.FallsSilent)
            return null;
        visitor.Enters = Now + WayToTheDoor;
        return WayToTheDoor;
    }

    private sealed class Visitor(string token, Kind kind)
    {
        public string Token => token;

        public Kind Kind => kind;

        public TimeSpan Enters { get; set; } = TimeSpan.MaxValue;
    }
}
