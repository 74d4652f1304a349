using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What visitors were told, against what happened.</summary>
public sealed class ToldWaitTests : IDisposable
{
    private const long Second = 1_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly List<(string Told, double Seconds)> _errors = [];

    public ToldWaitTests()
    {
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time)
            .AddWaitingRoom(options =>
            {
                options.RefillPerSecond = 1;
                options.Capacity = 1;
                options.Bypass = options.Overdraft = 0;
            }).Services.BuildServiceProvider();
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == WaitingRoomTelemetry.EstimateError && ReferenceEquals(instrument.Meter.Scope, factory))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
            _errors.Add(((string)tags.ToArray().Single(tag => tag.Key == WaitingRoomTelemetry.ToldLabel).Value!, value)));
        _listener.Start();
    }

    private ToldWaits Waits => _services.GetRequiredService<ToldWaits>();

    [Fact]
    public async Task A_sale_that_runs_as_told_misses_by_less_than_a_poll()
    {
        var room = _services.GetRequiredService<IWaitingRoom>();
        var tokens = new List<string>();
        for (var i = 0; i < 10; i++)
            tokens.Add((await room.JoinAsync("concert", Visitor.Anonymous)).WaitingToken!);
        for (var second = 0; tokens.Count > 0 && second < 60; second++)
        {
            foreach (var token in tokens.ToArray())
            {
                if ((await room.GetStatusAsync(token)).State == VisitorState.Ready && (await room.EnterAsync(token)).Outcome == EnterOutcome.Granted)
                    tokens.Remove(token);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(tokens);
        // The first of all had nothing to wait for.
        Assert.Equal(9, _errors.Count(error => error.Told == "join"));
        Assert.Contains(_errors, error => error.Told == "half");
        Assert.All(_errors, error => Assert.InRange(error.Seconds, 0, 2));
        Assert.Equal(0, Waits.Count);
    }

    [Fact]
    public void The_error_is_between_what_was_told_and_the_middle_of_the_looks_around_what_happened()
    {
        var place = At(1);
        Waits.Joined("concert", place, place.Ticket, TimeSpan.FromSeconds(20));
        Waits.Waits("concert", place, place.Ticket + 8 * Second, TimeSpan.FromSeconds(12));
        Waits.Waits("concert", place, place.Ticket + 11 * Second, TimeSpan.FromSeconds(10));
        Waits.Waits("concert", place, place.Ticket + 14 * Second, TimeSpan.FromSeconds(1));
        Waits.Ready("concert", place, place.Ticket + 16 * Second, Policy);
        Waits.Ready("concert", place, place.Ticket + 17 * Second, Policy);
        // Ready at 15: 5 earlier than told at join, and 6 earlier than told at 11.
        Assert.Equal([("join", 5), ("half", 6)], _errors);
    }

    [Fact]
    public void Who_left_or_was_not_seen_around_it_or_had_nothing_to_wait_for_says_nothing()
    {
        Waits.Joined("concert", At(1), Second, TimeSpan.Zero);
        Waits.Joined("concert", At(2), Second, TimeSpan.FromSeconds(20));
        Waits.Gone("concert", At(2));
        Waits.Joined("concert", At(3), Second, TimeSpan.FromSeconds(20));
        Waits.Ready("concert", At(3), 100 * Second, Policy);
        Waits.Joined("concert", At(4), Second, TimeSpan.FromSeconds(20));
        Waits.Ready("opera", At(4), 5 * Second, Policy);
        foreach (var i in (int[])[1, 2, 3])
            Waits.Ready("concert", At(i), 5 * Second, Policy);
        Assert.Empty(_errors);
        Assert.Equal(1, Waits.Count);
    }

    [Fact]
    public void A_crowd_is_sampled_within_the_bound_from_its_first_to_its_last()
    {
        const int Crowd = 50_000;
        var random = new Random(7);
        var places = Enumerable.Range(0, Crowd).Select(i => new Place(new EntryId((UInt128)(ulong)random.NextInt64()), i)).ToList();
        foreach (var place in places)
        {
            Waits.Joined("concert", place, Second, TimeSpan.FromSeconds(20));
            Assert.True(Waits.Count <= ToldWaits.Most);
        }

        foreach (var (place, quarter) in places.Select((place, i) => (place, i * 4 / Crowd)))
        {
            var before = _errors.Count;
            Waits.Ready("concert", place, place.Ticket + Second, Policy);
            _quarters[quarter] += _errors.Count - before;
        }

        Assert.All(_quarters, sampled => Assert.InRange(sampled, 50, 500));
        Assert.Equal(0, Waits.Count);
    }

    [Fact]
    public void Silent_ones_make_room()
    {
        for (var i = 0; i < ToldWaits.Most; i++)
            Waits.Joined("concert", At(i), Second, TimeSpan.FromSeconds(20));
        Assert.Equal(ToldWaits.Most, Waits.Count);
        Waits.Joined("concert", At(ToldWaits.Most), 1_000 * Second, TimeSpan.FromSeconds(20));
        Assert.Equal(1, Waits.Count);
    }

    private readonly int[] _quarters = new int[4];

    private static Place At(int i) => new(new EntryId((UInt128)i), 10 * Second + i);

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
