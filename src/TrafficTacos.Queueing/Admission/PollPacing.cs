using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Admission;

/// <summary>When a visitor should ask again.</summary>
internal static class PollPacing
{
    /// <summary>
    /// A tenth of what is left to wait, so that the answer stays fresh in proportion, between the minimum and the maximum
    /// poll time. Then up to a fifth less by chance: a crowd that came in one second must not come back in one.
    /// </summary>
    /// <param name="left">Estimated time until ready.</param>
    /// <param name="policy">The event's poll times.</param>
    /// <param name="chance">A number from 0 to 1.</param>
    public static TimeSpan After(TimeSpan left, EventPolicy policy, double chance)
    {
        var pace = left / 10;
        if (pace <= policy.MinimumPoll)
            return policy.MinimumPoll;
        if (pace > policy.MaximumPoll)
            pace = policy.MaximumPoll;
        var jittered = pace * (1 - 0.2 * chance);
        return jittered < policy.MinimumPoll ? policy.MinimumPoll : jittered;
    }
}
