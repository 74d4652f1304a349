namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// Who of those ahead will come when it is their turn. Whoever is silent for the head grace will not: they will be no-shows at
/// the head, or expire before. How many are silent is counted; where they stand is not, but two things tell. Nobody who joined
/// longer ago than the heartbeat time was never heard, so ghosts stand behind the <see cref="Pulse.Old"/>; and how many do not
/// come at the head shows how many do not among the old.
/// </summary>
/// <param name="AbsentOld">The share of the old that is silent.</param>
/// <param name="AbsentYoung">The share of the others that is.</param>
/// <param name="Late">The share of those heard to the end who still do not come at the head.</param>
internal readonly record struct Turnout(double AbsentOld, double AbsentYoung, double Late)
{
    private const double MostAbsent = 0.95;

    /// <summary>Before so many came to the head, what they show is mixed with the belief that the silent stand evenly.</summary>
    private const double Doubt = 50;

    public static Turnout Of(in Pulse pulse)
    {
        var young = pulse.Settled - pulse.Old;
        // The smaller of two windows: what changed a minute ago counts, and what happened once does not for long.
        var even = Least(pulse.Silent, Math.Max(1, pulse.Settled));
        var atTheHead = Math.Min(Share(pulse.NoShows.One, pulse.Admissions.One, even), Share(pulse.NoShows.Five, pulse.Admissions.Five, even));
        var old = pulse.Old > 0 ? Math.Min(atTheHead, Least(pulse.Silent, pulse.Old)) : 0;
        var youngSilent = young > 0 ? Least(pulse.Silent - old * pulse.Old, young) : old;
        var known = pulse.Old > 0 ? old : youngSilent;
        return new Turnout(old, youngSilent, Math.Clamp((atTheHead - known) / (1 - known), 0, MostAbsent));
    }

    /// <summary>How many of so many people ahead will come. Those who joined too lately to be known are like the young.</summary>
    public double Coming(double ahead, in Pulse pulse)
    {
        var old = Math.Min(ahead, pulse.Old);
        return (old * (1 - AbsentOld) + (ahead - old) * (1 - AbsentYoung)) * (1 - Late);
    }

    private static double Share(long part, long others, double before) => (part + Doubt * before) / (part + others + Doubt);

    private static double Least(double part, double all) => Math.Clamp(part / all, 0, MostAbsent);
}
