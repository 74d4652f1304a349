namespace TrafficTacos.Queueing.Admission;

/// <summary>When a visitor should ask again.</summary>
internal static class PollPacing
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// When the visitor is expected to be ready, at least half a second away: whoever comes later holds up a place of the bucket. At most
    /// the minimum interval while that is under ten times as far, because estimates err. Further back a tenth of the wait, so that the
    /// answer stays fresh in proportion, between the minimum and the maximum interval. Then up to a fifth less at random: a crowd that came
    /// in one second must not come back in one.
    /// </summary>
    /// <param name="left">Estimated time until ready; zero when ready.</param>
    /// <param name="policy">The event's poll intervals.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan After(TimeSpan left, EventPolicy policy, double random)
    {
        if (left <= TimeSpan.Zero)
            return policy.MinimumPollInterval;
        if (left <= policy.MinimumPollInterval)
            return left < Shortest ? Min(Shortest, policy.MinimumPollInterval) : left;
        var interval = Min(left / 10, policy.MaximumPollInterval);
        if (interval <= policy.MinimumPollInterval)
            return policy.MinimumPollInterval;
        var jittered = interval * (1 - 0.2 * random);
        return jittered < policy.MinimumPollInterval ? policy.MinimumPollInterval : jittered;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
