namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>The planned behavior of a visitor.</summary>
/// <param name="Role">The role.</param>
/// <param name="ArriveAt">When the visitor joins.</param>
/// <param name="LeaveAfterPolls">The number of polls of a leaver.</param>
internal readonly record struct VisitorPlan(VisitorRole Role, TimeSpan ArriveAt, int LeaveAfterPolls)
{
    private const int MaxPolls = 4;

    /// <summary>One shopper in so many is a prober.</summary>
    private const int ShoppersPerProber = 100;

    /// <summary>Creates the plans of all visitors. The same numbers and seed give the same plans.</summary>
    public static VisitorPlan[] CreateAll(int visitors, double ghostPercent, double leaverPercent, TimeSpan arriveOver, int seed)
    {
        var random = new Random(seed);
        var roles = new VisitorRole[visitors];
        var ghosts = (int)Math.Round(visitors * ghostPercent / 100);
        var leavers = Math.Min(visitors - ghosts, (int)Math.Round(visitors * leaverPercent / 100));
        var shoppers = visitors - ghosts - leavers;
        roles.AsSpan(0, ghosts).Fill(VisitorRole.Ghost);
        roles.AsSpan(ghosts, leavers).Fill(VisitorRole.Leaver);
        roles.AsSpan(ghosts + leavers, (shoppers + ShoppersPerProber - 1) / ShoppersPerProber).Fill(VisitorRole.Prober);
        random.Shuffle(roles);
        return [.. roles.Select(role => new VisitorPlan(role, arriveOver * random.NextDouble(), random.Next(1, MaxPolls + 1)))];
    }
}
