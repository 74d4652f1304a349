using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// Estimates the time until a visitor becomes ready. A pure function of the position, the pulse and the policy.
/// </summary>
/// <remarks>
/// <para>Let <c>x</c> be the tokens a visitor still needs: one for everybody ahead who will come, one for
/// themselves, less what the bucket holds. Somebody ahead who enters takes one token and one place, so <c>x</c> does not change;
/// it falls by the refill <c>a</c>, and by those who give up. With <c>h</c> of them a person and second,
/// <c>dx/dt = −(a + h·x)</c>, so <c>t = ln(1 + h·x/a) / h</c>, and <c>x/a</c> for <c>h = 0</c>.</para>
/// <para>A full bucket earns nothing: <c>a</c> is then how fast admissions happen, and in the first seconds of an event nobody
/// can enter yet. Decision 14 tells what was tried, and what each part is worth.</para>
/// </remarks>
internal static class WaitEstimator
{
    private const double Second = 1_000_000;
    private const double SlotLength = 5 * Second;
    private const double Longest = AdmissionRule.LongestWait / Second;

    /// <summary>Seconds of the finished slots of a window of one minute and of five: the slot that runs is the rest.</summary>
    private const double FinishedOfOne = 55, FinishedOfFive = 295;

    private const double Z90 = 1.2815515655446004;

    /// <summary>How far off, one time in ten, the number of those ahead who will not come turns out, as a share of it.</summary>
    private const double Unsure = 0.2;

    /// <summary>Somebody always may come.</summary>
    private const double MostAbsent = 0.95;

    public static Estimate Estimate(long position, long waited, in Pulse pulse, EventPolicy policy)
    {
        var rest = Math.Max(0, AdmissionRule.MinimumWait(position, policy) - waited) / Second;
        var level = pulse.Level / AdmissionRule.Token;
        var ahead = position - 1;
        var coming = ahead * (1 - Absent(pulse));
        var needed = Math.Max(0, coming + 1 - Overdraft(position, level, policy) - level);
        var idle = needed > 0 ? Idle(pulse, policy) : 0;
        var admission = AdmissionRate(pulse, policy);
        var givingUp = GivingUp(pulse);

        var p50 = Math.Min(Longest, Math.Max(rest, Duration(needed, admission, givingUp) + idle));
        // Those who are counted on not to come may come after all, in proportion and by chance.
        var absent = ahead - coming + Math.Max(0, needed - admission * p50);
        var surprise = Unsure * absent + Z90 * Math.Sqrt(absent);
        // And what ran over just now, because nobody at the head took it, may run over again: p90 remembers it for five minutes.
        var ranOver = RunOver(pulse, policy, pulse.Admissions.Five, FinishedOfFive);
        var p90 = Later(ranOver);
        // Confidence does not, once it is over: of five minutes and the last one it takes the one that says less.
        var sure = Later(Math.Min(ranOver, RunOver(pulse, policy, pulse.Admissions.One, FinishedOfOne)));
        return new Estimate(TimeSpan.FromSeconds(p50), TimeSpan.FromSeconds(p90), Confidence(p50, sure, pulse));

        // Whoever is ready learns it from their next poll: nine in ten before nine tenths of the time between two.
        double Later(double runOver) => Math.Min(
            Longest, Math.Max(rest, Duration((needed + surprise) * (1 + runOver), admission, givingUp) + idle) + 0.9 * policy.MinimumPoll.TotalSeconds);
    }

    /// <summary>Admissions a second in the last minute.</summary>
    public static double RecentAdmissionRate(Pulse pulse) => pulse.Admissions.One / Span(pulse, FinishedOfOne);

    private static double Duration(double needed, double admission, double givingUp)
    {
        if (needed <= 0)
            return 0;
        var growth = givingUp * needed / admission;
        return growth < 1e-9 ? needed / admission : Math.Log(1 + growth) / givingUp;
    }

    /// <summary>The share of those ahead who will not come when it is their turn. Whoever is silent for the head grace will not:
    /// they will be no-shows, or expire before; and some are heard to the end and do not come all the same. So it is the share
    /// that is silent, or the share of no-shows at the head when that is larger: of the last minute or of five, whichever says
    /// less, because what happened once says little.</summary>
    private static double Absent(in Pulse pulse)
    {
        var silent = Share(pulse.Silent, pulse.Settled - pulse.Silent);
        var atTheHead = Math.Min(Share(pulse.NoShows.One, pulse.Admissions.One), Share(pulse.NoShows.Five, pulse.Admissions.Five));
        return Math.Min(MostAbsent, Math.Max(silent, atTheHead));
    }

    private static double Share(long part, long others) => part > 0 ? part / Math.Max(1d, part + others) : 0;

    /// <summary>The tokens below zero that a visitor may use. Whoever is further back comes into the bypass only when those
    /// ahead enter faster than the bucket fills: then its level is low.</summary>
    private static double Overdraft(long position, double level, EventPolicy policy) => position <= policy.Bypass
        ? policy.Overdraft
        : Math.Clamp(policy.Bypass - Math.Max(0, level), 0, policy.Overdraft);

    /// <summary>Seconds in which a full bucket of a new event will earn nothing: until the first who are not near the front
    /// have waited their minimum and polled.</summary>
    private static double Idle(in Pulse pulse, EventPolicy policy)
    {
        var left = (policy.FarWait - (pulse.Now - pulse.Born)) / Second;
        return IsFull(pulse) && left > 0 ? left + policy.MinimumPoll.TotalSeconds / 2 : 0;
    }

    private static double AdmissionRate(in Pulse pulse, EventPolicy policy)
    {
        if (!IsFull(pulse) || !HasRate(pulse, policy))
            return pulse.Refill;
        // Never so slow that an idle evening before the sale turns into a wait of days.
        return Math.Clamp(RecentAdmissionRate(pulse), pulse.Refill / 100, pulse.Refill);
    }

    /// <summary>At the beginning few may enter yet, and who will never come still stands at the head: that is no rate.</summary>
    private static bool HasRate(in Pulse pulse, EventPolicy policy) =>
        pulse.Now - pulse.Born > policy.HeadGrace && pulse.Admissions.Five > 0;

    /// <summary>The share of the tokens earned in a window that were neither taken nor kept: at least so many ran
    /// over a full bucket, or were not earned at all in a pause. It tells of a blocked head after the bucket has gone down
    /// again, too. Some of it was an hour without a queue, and p50 does not follow it: it is only doubt.</summary>
    private static double RunOver(in Pulse pulse, EventPolicy policy, long admissions, double finished)
    {
        if (!HasRate(pulse, policy))
            return 0;
        var earned = pulse.Refill * Span(pulse, finished);
        return Math.Clamp((earned - admissions - pulse.Level / AdmissionRule.Token) / earned, 0, 1);
    }

    /// <summary>People who give up, a person and second. The smaller of two windows: a wave that was is no rate.</summary>
    private static double GivingUp(in Pulse pulse)
    {
        var heard = pulse.Length - pulse.Silent;
        return heard > 0 ? Math.Min(pulse.GaveUp.One / Span(pulse, FinishedOfOne), pulse.GaveUp.Five / Span(pulse, FinishedOfFive)) / heard : 0;
    }

    private static bool IsFull(in Pulse pulse) => pulse.Level >= (pulse.Capacity - 1) * AdmissionRule.Token;

    /// <summary>Seconds a window really covers: its finished slots and the one that runs (12 slots reach back 55 to 60
    /// seconds), or the event's age when that is less.</summary>
    private static double Span(in Pulse pulse, double finished) =>
        Math.Min(Math.Max(Second, pulse.Now - pulse.Born) / Second, finished + pulse.Now % SlotLength / Second);

    /// <summary>How narrow the estimate is, less while the event is younger than a minute; nothing while paused, when only
    /// an operator knows.</summary>
    private static double Confidence(double p50, double p90, in Pulse pulse)
    {
        if (pulse.Paused)
            return 0;
        var young = Math.Min(1, (pulse.Now - pulse.Born) / (60 * Second));
        return p90 <= 0 ? 1 : p50 / p90 * (0.5 + 0.5 * young);
    }
}
