using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Three visitors in ten go silent without a word, half of them at the very head. A sale of virtual minutes on the
/// whole engine.</summary>
public sealed class Ghosts
{
    private const int Visitors = 16_000;
    private const double Rate = 10;
    private const int GhostsAtTheHead = 2_400;
    private const double GhostsElsewhere = 2_400d / (Visitors - GhostsAtTheHead);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>The no-show timeout, then up to a second until the next maintenance. A visitor who was far back and is suddenly at
    /// the front polls within the longest poll interval.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(30 + 1 + 15);

    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private readonly Random _random = new(20261123);

    [Fact]
    public async Task Hold_nobody_up_longer_than_the_no_show_timeout_and_cost_less_than_3_percent_of_the_rate()
    {
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(_time)
            .AddWaitingRoom(o => (o.AdmissionsPerSecond, o.Burst) = (Rate, 100)).Services.BuildServiceProvider();
        var room = new TestRoom(services);
        var guests = new PriorityQueue<string, TimeSpan>();
        for (var i = 0; i < Visitors; i++)
        {
            var joined = await room.JoinAsync("ghosts");
            var ghost = i < GhostsAtTheHead || _random.NextDouble() < GhostsElsewhere;
            if (!ghost)
                guests.Enqueue(joined.WaitingToken!, joined.PollAfter);
        }

        var expected = guests.Count;
        var admissions = new List<TimeSpan>();
        for (var now = TimeSpan.Zero; guests.Count > 0; now += Tick, _time.Advance(Tick))
        {
            while (guests.TryPeek(out var token, out var due) && due <= now)
            {
                guests.Dequeue();
                var status = await room.GetStatusAsync(token);
                Assert.Contains(status.State, (VisitorState[])[VisitorState.Waiting, VisitorState.Ready]);
                if (status.State == VisitorState.Ready)
                {
                    Assert.Equal(EnterOutcome.Granted, (await room.EnterAsync(token)).Outcome);
                    admissions.Add(now);
                }
                else
                {
                    guests.Enqueue(token, now + status.PollAfter);
                }
            }
        }

        Assert.Equal(expected, admissions.Count);
        var longestStall = admissions.Zip(admissions.Skip(1), (a, b) => b - a).Append(admissions[0]).Max();
        Assert.True(longestStall <= LongestStall, $"nobody was admitted for {longestStall}");
        var rate = admissions.Count / admissions[^1].TotalSeconds;
        Assert.True(rate >= 0.97 * Rate, $"{rate:0.00} admissions a second where {Rate} are configured");
        // Those who are not in one block cost nothing that can be seen.
        var later = admissions.Where(at => at > LongestStall).ToList();
        var laterRate = (later.Count - 1) / (later[^1] - later[0]).TotalSeconds;
        Assert.True(laterRate >= 0.99 * Rate, $"{laterRate:0.00} admissions a second after the block at the head was gone");
    }
}
