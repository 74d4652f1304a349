using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What visitors were told, against what happened.</summary>
public sealed class EstimateAccuracySamplerTests : IDisposable
{
    private const long Second = 1_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly List<(string Told, double Seconds)> _errors = [];

    public EstimateAccuracySamplerTests()
    {
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time)
            .AddWaitingRoom(options =>
            {
                options.AdmissionsPerSecond = 1;
                options.Burst = 1;
                options.OverdraftPositions = options.Overdraft = 0;
            }).Services.BuildServiceProvider();
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == WaitingRoomTelemetry.EstimateError && ReferenceEquals(instrument.Meter.Scope, factory))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
            _errors.Add(((string)tags.ToArray().Single(tag => tag.Key == WaitingRoomTelemetry.ToldAtLabel).Value!, value)));
        _listener.Start();
    }

    private EstimateAccuracySampler Sampler => _services.GetRequiredService<EstimateAccuracySampler>();

    [Fact]
    public async Task A_sale_reports_what_each_was_told_at_join_against_when_they_were_ready()
    {
        var room = new TestRoom(_services);
        var told = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < 10; i++)
        {
            var token = (await room.JoinAsync("concert")).WaitingToken!;
            told[token] = (await room.GetStatusAsync(token)).EstimatedWait.TotalSeconds;
        }

        var expected = new List<double>();
        for (var second = 0; told.Count > 0 && second < 60; second++)
        {
            foreach (var (token, wait) in told.ToArray())
            {
                if ((await room.EnterAsync(token)).Outcome != EnterOutcome.Granted)
                {
                    await room.GetStatusAsync(token);
                    continue;
                }

                told.Remove(token);
                // The first of all had nothing to wait for; the others became ready since the second before.
                if (wait > 0)
                    expected.Add(Math.Abs(second - 0.5 - wait));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(told);
        Assert.Equal(9, expected.Count);
        var joins = _errors.Where(error => error.Told == "join").Select(error => error.Seconds).ToList();
        Assert.Equal(expected.Count, joins.Count);
        Assert.All(expected.Zip(joins), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        Assert.Contains(_errors, error => error.Told == "half");
        Assert.Equal(0, Sampler.Count);
    }

    [Fact]
    public void The_error_is_between_what_was_told_and_the_middle_of_the_looks_around_what_happened()
    {
        var place = At(1);
        Sampler.Joined("concert", place, place.Ticket, TimeSpan.FromSeconds(20));
        Sampler.Waits("concert", place, place.Ticket + 8 * Second, TimeSpan.FromSeconds(12));
        Sampler.Waits("concert", place, place.Ticket + 11 * Second, TimeSpan.FromSeconds(10));
        Sampler.Waits("concert", place, place.Ticket + 14 * Second, TimeSpan.FromSeconds(1));
        Sampler.Ready("concert", place, place.Ticket + 16 * Second, Policy);
        Sampler.Ready("concert", place, place.Ticket + 17 * Second, Policy);
        // Ready at 15: 5 earlier than told at join, and 6 earlier than told at 11.
        Assert.Equal([("join", 5), ("half", 6)], _errors);
    }

    [Fact]
    public void Who_left_or_was_not_seen_around_it_or_had_nothing_to_wait_for_says_nothing()
    {
        Sampler.Joined("concert", At(1), Second, TimeSpan.Zero);
        Sampler.Joined("concert", At(2), Second, TimeSpan.FromSeconds(20));
        Sampler.Gone("concert", At(2));
        Sampler.Joined("concert", At(3), Second, TimeSpan.FromSeconds(20));
        Sampler.Ready("concert", At(3), 100 * Second, Policy);
        Sampler.Joined("concert", At(4), Second, TimeSpan.FromSeconds(20));
        Sampler.Ready("opera", At(4), 5 * Second, Policy);
        foreach (var i in (int[])[1, 2, 3])
            Sampler.Ready("concert", At(i), 5 * Second, Policy);
        Assert.Empty(_errors);
        Assert.Equal(1, Sampler.Count);
    }

    [Fact]
    public void A_crowd_is_sampled_within_the_bound_from_its_first_to_its_last()
    {
        const int Crowd = 50_000;
        var random = new Random(7);
        var places = Enumerable.Range(0, Crowd).Select(i => new Place(new EntryId((UInt128)(ulong)random.NextInt64()), i)).ToList();
        foreach (var place in places)
        {
            Sampler.Joined("concert", place, Second, TimeSpan.FromSeconds(20));
            Assert.True(Sampler.Count <= EstimateAccuracySampler.MaxSampled);
        }

        foreach (var (place, quarter) in places.Select((place, i) => (place, i * 4 / Crowd)))
        {
            var before = _errors.Count;
            Sampler.Ready("concert", place, place.Ticket + Second, Policy);
            _quarters[quarter] += _errors.Count - before;
        }

        Assert.All(_quarters, sampled => Assert.InRange(sampled, 50, 500));
        Assert.Equal(0, Sampler.Count);
    }

    [Fact]
    public void Silent_ones_make_room()
    {
        for (var i = 0; i < EstimateAccuracySampler.MaxSampled; i++)
            Sampler.Joined("concert", At(i), Second, TimeSpan.FromSeconds(20));
        Assert.Equal(EstimateAccuracySampler.MaxSampled, Sampler.Count);
        Sampler.Joined("concert", At(EstimateAccuracySampler.MaxSampled), 1_000 * Second, TimeSpan.FromSeconds(20));
        Assert.Equal(1, Sampler.Count);
    }

    private readonly int[] _quarters = new int[4];

    private static Place At(int i) => new(new EntryId((UInt128)i), 10 * Second + i);

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
