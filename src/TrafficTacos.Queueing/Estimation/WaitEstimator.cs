using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// Estimates the time until a visitor becomes ready. A pure function of the position, the snapshot and the policy.
/// </summary>
/// <remarks>
/// <para>Let <c>x</c> be the tokens that a visitor still needs: one for everybody ahead who will come, one for themselves, less what
/// the bucket holds. A visitor ahead who enters takes one token and one place, so <c>x</c> does not change; it falls by the rate
/// <c>a</c> and by abandonment. With <c>h</c> abandonments a person and second, <c>dx/dt = −(a + h·x)</c>, so
/// <c>t = ln(1 + h·x/a) / h</c>, and <c>x/a</c> for <c>h = 0</c>.</para>
/// <para>A full bucket earns nothing: <c>a</c> is then the rate at which admissions happen, and in the first seconds of an event
/// nobody can enter yet. It also serves no position beyond its size, whoever holds those in front: a visitor behind them waits until
/// enough have entered or let their turn pass. Decision record 14 lists what was tried and what each part is worth.</para>
/// </remarks>
internal static class WaitEstimator
{
    private const double Second = 1_000_000;
    private const double SlotLength = 5 * Second;
    private const double MaxSeconds = AdmissionRule.MaxWait / Second;

    /// <summary>Seconds of the finished slots in a window of one minute and of five; the running slot is the rest.</summary>
    private const double FinishedOfOne = 55, FinishedOfFive = 295;

    private const double Z90 = 1.2815515655446004;

    /// <summary>The relative error, one time in ten, of the number of visitors ahead who will not come.</summary>
    private const double AbsenceError = 0.2;

    /// <summary>Some visitors may always come.</summary>
    private const double MaxAbsentShare = 0.95;

    /// <summary>Before the opening, the time until then comes first. Before the draw, it is the middle of those who are drawn, and nine
    /// tenths of them for p90: every place is as likely as any other. For p90, more come until then, as fast as so far and at most as
    /// many again.</summary>
    public static Estimate Estimate(long position, long waited, in EventSnapshot snapshot, EventPolicy policy)
    {
        if (!snapshot.Conditions.IsUndrawn)
            return AtPosition(position, waited, snapshot, policy);
        var middle = AtPosition((snapshot.Length + 1) / 2, waited, snapshot, policy);
        var left = Math.Max(0, snapshot.Conditions.Numbers.DrawAt - snapshot.Conditions.Time);
        var drawn = snapshot.Length * (1 + Math.Min(1, left / Math.Max(60 * Second, snapshot.Now - snapshot.FirstJoin)));
        var far = AtPosition((9 * (long)drawn + 9) / 10, waited, snapshot, policy);
        return middle with { P90 = far.P90, Confidence = far.P90 > TimeSpan.Zero ? middle.Confidence * (middle.P50 / far.P90) : middle.Confidence };
    }

    /// <summary>For the last of those who wait now, whoever that is after a draw.</summary>
    public static Estimate EstimateLast(in EventSnapshot snapshot, EventPolicy policy) => AtPosition(snapshot.Length, 0, snapshot, policy);

    private static Estimate AtPosition(long position, long waited, in EventSnapshot snapshot, EventPolicy policy)
    {
        var opening = Math.Max(0, snapshot.Conditions.Numbers.OpensAt - snapshot.Conditions.Time) / Second;
        var rest = Math.Max(0, policy.MinimumWait(position) - waited - opening * Second) / Second;
        var level = snapshot.Level / AdmissionRule.Token;
        var ahead = position - 1;
        var coming = ahead * (1 - AbsentShare(snapshot));
        var needed = Math.Max(0, coming + 1 - Overdraft(position, level, policy) - level);
        var idle = needed > 0 ? IdleSeconds(snapshot, policy) : 0;
        var seats = new SeatEstimate(snapshot, policy);
        var isFull = seats.Holds(snapshot);
        var admissions = isFull ? snapshot.AdmissionsPerSecond : AdmissionRate(snapshot, policy);
        var abandonment = AbandonmentRate(snapshot);

        // So many must have entered, or let their turn pass, before a full bucket reaches this position.
        var behind = Math.Max(0, position - snapshot.Burst);
        var moving = isFull ? double.PositiveInfinity : MovingRate(snapshot, policy);
        var p50 = Math.Min(MaxSeconds, Math.Max(Math.Max(rest, Shortened(seats.Until(coming + 1))), Math.Max(behind / moving, Duration(needed, admissions, abandonment) + idle)));
        // Visitors who are expected not to come may come after all, in proportion and by chance.
        var absent = ahead - coming + Math.Max(0, needed - admissions * p50);
        var atMost = Shortened(seats.UntilAtMost(coming + 1 + Surprise(ahead - coming)));
        var surprise = Surprise(absent);
        var holding = behind + Surprise(behind * Share(snapshot.NoShows.One, snapshot.Admissions.One));
        // What overflowed because nobody at the head took it may overflow again: p90 remembers that for five minutes.
        var overflow = isFull ? 0 : OverflowShare(snapshot, policy, snapshot.Admissions.Five, FinishedOfFive);
        var p90 = Upper(overflow);
        // Confidence recovers once the overflow is over: it takes the smaller share of five minutes and of the last one.
        var confident = Upper(Math.Min(overflow, OverflowShare(snapshot, policy, snapshot.Admissions.One, FinishedOfOne)));
        return new Estimate(TimeSpan.FromSeconds(Limit(opening + p50)), TimeSpan.FromSeconds(Limit(opening + p90)), Confidence(opening + p50, opening + confident, snapshot));

        // Those who abandon the queue take no seat.
        double Shortened(double seconds) => abandonment * seconds < 1e-9 ? seconds : Math.Log(1 + abandonment * seconds) / abandonment;

        static double Limit(double seconds) => Math.Min(MaxSeconds, seconds);

        // A visitor learns from the next poll that they are ready: nine in ten before nine tenths of the interval.
        double Upper(double overflowed) => Math.Min(
            MaxSeconds,
            Math.Max(Math.Max(rest, atMost), Math.Max(holding / moving, Duration((needed + surprise) * (1 + overflowed), admissions, abandonment) + idle))
            + 0.9 * policy.MinimumPollInterval.TotalSeconds);
    }

    /// <summary>Admissions a second in the last minute.</summary>
    public static double RecentAdmissionRate(EventSnapshot snapshot) => snapshot.Admissions.One / Span(snapshot, FinishedOfOne);

    /// <summary>How many of so many who are expected not to come do come, one time in ten.</summary>
    private static double Surprise(double absent) => AbsenceError * absent + Z90 * Math.Sqrt(absent);

    private static double Duration(double needed, double admissions, double abandonment)
    {
        if (needed <= 0)
            return 0;
        var growth = abandonment * needed / admissions;
        return growth < 1e-9 ? needed / admissions : Math.Log(1 + growth) / abandonment;
    }

    /// <summary>The share of the visitors ahead who will not come in their turn. A visitor who is silent for the no-show timeout
    /// will not: they become a no-show or expire before; and some poll to the end and do not come all the same. So it is the share
    /// that is silent, or the share of no-shows at the head if that is larger: of the last minute or of five, whichever is smaller,
    /// because a single wave says little.</summary>
    private static double AbsentShare(in EventSnapshot snapshot)
    {
        var silent = Share(snapshot.Silent, snapshot.Settled - snapshot.Silent);
        var atTheHead = Math.Min(Share(snapshot.NoShows.One, snapshot.Admissions.One), Share(snapshot.NoShows.Five, snapshot.Admissions.Five));
        return Math.Min(MaxAbsentShare, Math.Max(silent, atTheHead));
    }

    private static double Share(long part, long others) => part > 0 ? part / Math.Max(1d, part + others) : 0;

    /// <summary>The tokens below zero that a visitor may use. A visitor further back reaches the overdraft positions only if those
    /// ahead enter faster than the bucket fills: then its level is low.</summary>
    private static double Overdraft(long position, double level, EventPolicy policy) => position <= policy.OverdraftPositions
        ? policy.Overdraft
        : Math.Clamp(policy.OverdraftPositions - Math.Max(0, level), 0, policy.Overdraft);

    /// <summary>Seconds in which the full bucket of a new event will earn nothing: until the first visitors who are not near the
    /// front have waited their minimum and polled.</summary>
    private static double IdleSeconds(in EventSnapshot snapshot, EventPolicy policy)
    {
        var left = (policy.LongestMinimumWait - (snapshot.Now - snapshot.FirstJoin)) / Second;
        return IsFull(snapshot) && left > 0 ? left + policy.MinimumPollInterval.TotalSeconds / 2 : 0;
    }

    private static double AdmissionRate(in EventSnapshot snapshot, EventPolicy policy)
    {
        if (!IsFull(snapshot) || !HasRate(snapshot, policy))
            return snapshot.AdmissionsPerSecond;
        // Never so slow that an idle evening before the sale turns into a wait of days.
        return Math.Clamp(RecentAdmissionRate(snapshot), snapshot.AdmissionsPerSecond / 100, snapshot.AdmissionsPerSecond);
    }

    private static bool HasRate(in EventSnapshot snapshot, EventPolicy policy) =>
        IsPastItsBeginning(snapshot, policy) && snapshot.Admissions.Five > 0;

    /// <summary>At the beginning few visitors may enter yet, and those who will never come still stand at the head: that is no rate.</summary>
    private static bool IsPastItsBeginning(in EventSnapshot snapshot, EventPolicy policy) => snapshot.Now - snapshot.FirstJoin > policy.NoShowTimeout;

    /// <summary>The share of the tokens earned in a window that were neither taken nor kept: at least so many overflowed a full
    /// bucket, or were not earned at all in a pause. It shows a blocked head even after the bucket has gone down again. Part of it
    /// may have been an hour without a queue, so p50 does not follow it.</summary>
    private static double OverflowShare(in EventSnapshot snapshot, EventPolicy policy, long admissions, double finished)
    {
        if (!HasRate(snapshot, policy))
            return 0;
        var earned = snapshot.AdmissionsPerSecond * Span(snapshot, finished);
        return Math.Clamp((earned - admissions - snapshot.Level / AdmissionRule.Token) / earned, 0, 1);
    }

    /// <summary>Abandonments a person and second. The smaller of two windows: a wave that has passed is no rate.</summary>
    private static double AbandonmentRate(in EventSnapshot snapshot)
    {
        var polling = snapshot.Length - snapshot.Silent;
        return polling > 0
            ? Math.Min(snapshot.Abandoned.One / Span(snapshot, FinishedOfOne), snapshot.Abandoned.Five / Span(snapshot, FinishedOfFive)) / polling
            : 0;
    }

    /// <summary>How many a second enter or let their turn pass at the head of a full bucket; infinite where nobody behind it waits for
    /// them. Full is also a bucket that is so within a poll: whoever comes into reach takes a token only then.</summary>
    private static double MovingRate(in EventSnapshot snapshot, EventPolicy policy)
    {
        var missing = snapshot.Burst - snapshot.Level / AdmissionRule.Token;
        var moved = snapshot.Admissions.One + snapshot.NoShows.One;
        return missing <= Math.Max(1, snapshot.AdmissionsPerSecond * policy.MinimumPollInterval.TotalSeconds)
            && IsPastItsBeginning(snapshot, policy) && moved + snapshot.Admissions.Five > 0
            ? Math.Max(moved / Span(snapshot, FinishedOfOne), snapshot.AdmissionsPerSecond / 100)
            : double.PositiveInfinity;
    }

    private static bool IsFull(in EventSnapshot snapshot) => snapshot.Level >= (snapshot.Burst - 1) * AdmissionRule.Token;

    /// <summary>Seconds that a window really covers: its finished slots and the running one (12 slots reach back 55 to 60
    /// seconds), or the event's age if that is less.</summary>
    private static double Span(in EventSnapshot snapshot, double finished) =>
        Math.Min(Math.Max(Second, snapshot.Now - snapshot.FirstJoin) / Second, finished + snapshot.Now % SlotLength / Second);

    /// <summary>How narrow the estimate is; less while the event is younger than a minute; zero while paused, because only an
    /// operator knows when that ends, and while a draw is late.</summary>
    private static double Confidence(double p50, double p90, in EventSnapshot snapshot)
    {
        if (snapshot.Paused || (snapshot.Conditions.IsUndrawn && snapshot.Conditions.Time >= snapshot.Conditions.Numbers.OpensAt))
            return 0;
        var maturity = Math.Min(1, (snapshot.Now - snapshot.FirstJoin) / (60 * Second));
        return p90 <= 0 ? 1 : p50 / p90 * (0.5 + 0.5 * maturity);
    }
}
