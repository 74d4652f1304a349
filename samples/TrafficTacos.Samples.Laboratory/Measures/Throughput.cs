using TrafficTacos.Queueing.Admission;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>What became of the tokens while there was somebody whom they could have served.</summary>
/// <param name="Utilisation">The share of the tokens earned then that was used or saved; the others ran over a full bucket.</param>
/// <param name="HeadBlocked">Seconds with a full bucket and people behind those whom it could serve.</param>
internal sealed record Throughput(double Utilisation, double HeadBlocked)
{
    public static Throughput Of(Trace trace)
    {
        var (earned, kept, blocked) = (0d, 0d, 0d);
        for (var i = 1; i < trace.Beats.Count; i++)
        {
            var (from, to) = (trace.Beats[i - 1], trace.Beats[i]);
            var seconds = (to.At - from.At) / 1e6;
            var reach = AdmissionRule.Allowed(from.Pulse.Level, from.Pulse.Paused, trace.Policy);
            // A change within the second makes its tokens uncertain; everybody waits in a pause.
            if (from.Pulse.Length <= reach || from.Pulse.Paused || to.Pulse.Paused || from.Pulse.Refill != to.Pulse.Refill || from.Pulse.Capacity != to.Pulse.Capacity)
                continue;
            earned += seconds * from.Pulse.Refill;
            kept += to.Admitted - from.Admitted + (to.Pulse.Level - from.Pulse.Level) / AdmissionRule.Token;
            if (to.Pulse.Level >= (to.Pulse.Capacity - 1) * AdmissionRule.Token)
                blocked += seconds;
        }

        return new Throughput(earned > 0 ? Math.Min(1, kept / earned) : 1, blocked);
    }
}
