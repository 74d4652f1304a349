namespace TrafficTacos.Queueing.Admission;

/// <summary>When a visitor should ask again.</summary>
internal static class PollPacing
{
    /// <summary>
    /// A tenth of the remaining wait, so that the answer stays fresh in proportion, between the minimum and the maximum poll
    /// interval. Then up to a fifth less at random: a crowd that came in one second must not come back in one.
    /// </summary>
    /// <param name="left">Estimated time until ready.</param>
    /// <param name="policy">The event's poll intervals.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan After(TimeSpan left, EventPolicy policy, double random)
    {
        var interval = left / 10;
        if (interval <= policy.MinimumPollInterval)
            return policy.MinimumPollInterval;
        if (interval > policy.MaximumPollInterval)
            interval = policy.MaximumPollInterval;
        var jittered = interval * (1 - 0.2 * random);
        return jittered < policy.MinimumPollInterval ? policy.MinimumPollInterval : jittered;
    }
}
