using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

public sealed class WaitEstimatorTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_763_900_000_000_000;

    private static readonly EventPolicy Policy = new(new WaitingRoomOptions());

    /// <summary>An event of a quarter of an hour that admits 50 a second, as fast as it earns: everybody is heard.</summary>
    private static readonly EventSnapshot Steady = new(
        Start + 900 * Second, 10_000, 50 * Second, 50, 500, false, Start, Each(50), default, default, default, 9_000, 0);

    private static RateWindows Each(double perSecond) => new((long)(perSecond * 55), (long)(perSecond * 295), (long)(perSecond * 895));

    private static Estimate Estimate(long position, in EventSnapshot snapshot, long waitedSeconds = 60) =>
        WaitEstimator.Estimate(position, waitedSeconds * Second, snapshot, Policy);

    [Fact]
    public void Without_departures_it_is_what_the_bucket_needs() =>
        Assert.Equal(TimeSpan.FromSeconds(20), Estimate(1_050, Steady).P50);

    [Fact]
    public void Two_hours_are_two_hours() =>
        Assert.Equal(TimeSpan.FromHours(2), Estimate(50 * 7_200 + 50, Steady with { Length = 400_000 }).P50);

    [Fact]
    public void A_slow_bucket_whose_head_enters_at_once_lends_the_overdraft() =>
        Assert.Equal(TimeSpan.FromSeconds(90), Estimate(100, Steady with { AdmissionsPerSecond = 1, Level = 0 }).P50);

    [Fact]
    public void Before_there_is_data_it_is_what_the_bucket_promises_once_people_may_enter()
    {
        var fresh = new EventSnapshot(Start, 1_000, 500 * Second, 50, 500, false, Start, default, default, default, default, 0, 0);
        Assert.Equal(TimeSpan.FromSeconds(10 + 5 + 1), Estimate(1_000, fresh).P50);
        Assert.Equal(TimeSpan.FromSeconds(10), Estimate(1_000, fresh with { Now = Start + 5 * Second }).P50);
    }

    [Fact]
    public void Those_who_went_straight_in_are_no_rate()
    {
        var begun = new EventSnapshot(Start + 1 * Second, 5_000, 495 * Second, 50, 495, false, Start, new RateWindows(5, 5, 5), default, default, default, 0, 0);
        Assert.Equal(TimeSpan.FromSeconds(90 + 4 + 1), Estimate(4_995, begun, 0).P50);
    }

    [Fact]
    public void People_who_give_up_shorten_it_more_for_those_far_back()
    {
        // 2 a second of 10,000 give up: h = 0.0002 a person and second; t = ln(1 + h·x/a) / h.
        var snapshot = Steady with { Abandoned = Each(2) };
        Assert.Equal(Math.Log(1 + 0.0002 * 1_000 / 50) / 0.0002, Estimate(1_050, snapshot).P50.TotalSeconds, 3);
        Assert.Equal(Math.Log(1 + 0.0002 * 9_000 / 50) / 0.0002, Estimate(9_050, snapshot).P50.TotalSeconds, 3);
        Assert.True(Estimate(9_050, snapshot).P50 < TimeSpan.FromSeconds(180));
    }

    [Theory]
    [InlineData(800, 500, 300 / 30.0)]
    [InlineData(800, 400, 300 / 30.0)]
    [InlineData(500, 500, 0)]
    [InlineData(800, 300, (800 / 1.5 + 1 / 3.0 - 300) / 50)]
    public void A_full_bucket_has_no_room_until_those_in_front_have_entered_or_let_their_turn_pass(long position, int level, double expected)
    {
        // 20 a second enter and 10 a second do not come: as many positions move on.
        var held = Steady with { Level = level * Second, Admissions = Each(20), NoShows = Each(10) };
        Assert.Equal(expected, Estimate(position, held).P50.TotalSeconds, 3);
    }

    [Fact]
    public void A_wave_of_people_who_left_at_once_is_no_rate()
    {
        var wave = Steady with { Abandoned = new RateWindows(2_500, 2_500, 2_500) };
        Assert.InRange(Estimate(5_050, wave).P50.TotalSeconds, 95, 100);
    }

    [Fact]
    public void A_wave_of_people_who_left_some_minutes_ago_is_no_rate()
    {
        var wave = Steady with { Abandoned = new RateWindows(55, 2_500, 2_500) };
        Assert.Equal(Math.Log(1 + 0.0001 * 5_000 / 50) / 0.0001, Estimate(5_050, wave).P50.TotalSeconds, 3);
    }

    [Fact]
    public void Only_those_who_poll_give_up()
    {
        // 2 a second of the 8,000 who are heard; and of those ahead a fifth, who are silent, will not come.
        var snapshot = Steady with { Abandoned = Each(2), Settled = 10_000, Silent = 2_000 };
        Assert.Equal(Math.Log(1 + 0.00025 * 3_951 / 50) / 0.00025, Estimate(5_001, snapshot).P50.TotalSeconds, 3);
    }

    [Fact]
    public void Whoever_is_silent_is_not_waited_for() =>
        Assert.Equal((0.7 * 8_999 + 1 - 50) / 50, Estimate(9_000, Steady with { Silent = 2_700 }).P50.TotalSeconds, 3);

    [Fact]
    public void Who_does_not_come_at_the_head_tells_of_those_ahead()
    {
        var snapshot = Steady with { NoShows = Each(50 / 4.0), Admissions = Each(50) };
        Assert.InRange(Estimate(5_001, snapshot).P50.TotalSeconds, 79, 79.2);
        Assert.Equal(Estimate(5_001, snapshot).P50, Estimate(5_001, snapshot with { Silent = 1_000 }).P50);
    }

    [Theory]
    [InlineData(0.3, 0.1, 0.9)]
    [InlineData(0.1, 0.5, 0.9)]
    [InlineData(0, 0.5, 1)]
    public void A_wave_at_the_head_says_little(double shareOfOne, double shareOfFive, double coming)
    {
        var wave = Steady with { NoShows = new RateWindows(Of(2_750, shareOfOne), Of(14_750, shareOfFive), 0) };
        Assert.Equal((coming * 5_000 + 1 - 50) / 50, Estimate(5_001, wave).P50.TotalSeconds, 1);

        static long Of(long admissions, double share) => (long)(admissions * share / (1 - share));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 9)]
    public void A_position_of_the_overdraft_has_all_of_it_and_one_behind_only_what_it_will_find(long position, double seconds)
    {
        var deep = new EventPolicy(new WaitingRoomOptions { Overdraft = 10, OverdraftPositions = 5, MinimumWaits = [new()] });
        Assert.Equal(seconds, WaitEstimator.Estimate(position, 0, Steady with { AdmissionsPerSecond = 1, Level = -8 * Second }, deep).P50.TotalSeconds);
    }

    [Fact]
    public void A_full_bucket_at_the_front_of_which_nobody_comes_slows_it_to_what_really_happens()
    {
        var stuck = Steady with { Level = 500 * Second, Admissions = Each(5) };
        Assert.Equal(TimeSpan.FromSeconds(100), Estimate(1_000, stuck).P50);
    }

    [Theory]
    [InlineData(398, 50)]
    [InlineData(499, 5)]
    public void It_is_full_when_it_is_within_a_poll(long level, double rate) =>
        Assert.Equal((1_000 - level) / rate, Estimate(1_000, Steady with { Level = level * Second, Admissions = Each(5) }).P50.TotalSeconds, 3);

    [Fact]
    public void The_running_slot_belongs_to_the_last_minute()
    {
        var stuck = Steady with { Now = Start + 903 * Second, Level = 500 * Second, Admissions = new RateWindows(5 * 58, 5 * 298, 4_500) };
        Assert.Equal(500 / 5, Estimate(1_000, stuck).P50.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(30_000_000, 50)]
    [InlineData(30_000_001, 5)]
    public void What_really_happens_counts_from_the_first_no_shows_on(long age, double rate)
    {
        var stuck = Steady with { Now = Start + age, Level = 500 * Second, Admissions = new RateWindows(150, 150, 150) };
        Assert.Equal(500 / rate, Estimate(1_000, stuck).P50.TotalSeconds, 3);
    }

    [Fact]
    public void It_is_never_better_than_the_bucket_allows()
    {
        var burst = Steady with { Level = 500 * Second, Admissions = Each(90) };
        Assert.Equal(TimeSpan.FromSeconds(10), Estimate(1_000, burst).P50);
    }

    [Fact]
    public void The_minimum_wait_counts()
    {
        var idle = new EventSnapshot(Start, 100, 500 * Second, 50, 500, false, Start, default, default, default, default, 0, 0);
        Assert.Equal(TimeSpan.FromSeconds(5), Estimate(60, idle, 0).P50);
        Assert.Equal(TimeSpan.FromSeconds(1), Estimate(20, idle, 1).P50);
        Assert.Equal(TimeSpan.Zero, Estimate(5, idle, 0).P50);
    }

    [Fact]
    public void Nine_in_ten_learn_it_from_a_poll() =>
        Assert.Equal(TimeSpan.FromSeconds(20 + 0.9 * 2), Estimate(1_050, Steady).P90);

    [Fact]
    public void What_ran_over_lately_is_doubt_and_no_slower_rate()
    {
        // 14,750 were earned in five minutes, 7,375 taken, 50 are kept.
        var stood = Steady with { Admissions = new RateWindows(2_750, 7_375, 40_000) };
        Assert.Equal(TimeSpan.FromSeconds(20), Estimate(1_050, stood).P50);
        Assert.Equal(20 * (1 + (14_750 - 7_375 - 50) / 14_750.0) + 0.9 * 2, Estimate(1_050, stood).P90.TotalSeconds, 3);
        Assert.True(Estimate(1_050, Steady).Confidence > 0.9);
    }

    [Fact]
    public void Confidence_is_back_a_minute_after_the_head_is_free()
    {
        var stands = Steady with { Admissions = new RateWindows(1_375, 7_375, 40_000) };
        Assert.True(Estimate(1_050, stands).Confidence < 0.7);
        Assert.True(Estimate(1_050, stands with { Admissions = new RateWindows(2_750, 7_375, 40_000) }).Confidence > 0.9);
    }

    [Fact]
    public void What_is_saved_up_did_not_run_over()
    {
        var saved = Steady with { Level = 400 * Second, Admissions = new RateWindows(2_750, 14_350, 40_000) };
        Assert.Equal(20 + 0.9 * 2, Estimate(1_400, saved).P90.TotalSeconds, 3);
    }

    [Fact]
    public void Before_anybody_could_enter_nothing_is_told_by_what_ran_over()
    {
        var idle = Steady with { Admissions = default };
        Assert.Equal(20 + 0.9 * 2, Estimate(1_050, idle).P90.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(15, 0.625)]
    [InlineData(30, 0.75)]
    [InlineData(60, 1)]
    [InlineData(900, 1)]
    public void Confidence_is_how_narrow_it_is_and_less_in_the_first_minute(long age, double mature)
    {
        var estimate = Estimate(1_050, Steady with { Now = Start + age * Second, Admissions = Each(0) });
        Assert.Equal(mature * (estimate.P50 / estimate.P90), estimate.Confidence, 6);
    }

    [Fact]
    public void While_paused_only_the_operator_knows() =>
        Assert.Equal(0, Estimate(1_000, Steady with { Paused = true }).Confidence);

    [Fact]
    public void It_allocates_nothing()
    {
        var snapshot = Steady with { Abandoned = Each(2), NoShows = Each(3), Silent = 1_000 };
        var sum = Estimate(1_000, snapshot).P50;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var position = 1L; position <= 1_000; position++)
            sum += Estimate(position, snapshot).P50;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > TimeSpan.Zero);
    }
}
