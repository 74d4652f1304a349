namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>What a visitor means to do.</summary>
internal enum Role
{
    Shopper,

    /// <summary>A shopper who enters twice at once, and tries a used pass again.</summary>
    Sceptic,
    Leaver,
    Ghost,
}

/// <param name="Role">What they mean to do.</param>
/// <param name="ArriveAt">When they come.</param>
/// <param name="LeaveAfter">Polls until a leaver leaves.</param>
internal readonly record struct Plan(Role Role, TimeSpan ArriveAt, int LeaveAfter)
{
    private const int MostPolls = 4;

    /// <summary>A plan for each visitor; the same numbers and seed give the same plans.</summary>
    public static Plan[] ForAll(int visitors, double ghostPercent, double leaverPercent, TimeSpan arriveOver, int seed)
    {
        var random = new Random(seed);
        var roles = new Role[visitors];
        var ghosts = (int)Math.Round(visitors * ghostPercent / 100);
        var leavers = Math.Min(visitors - ghosts, (int)Math.Round(visitors * leaverPercent / 100));
        var shoppers = visitors - ghosts - leavers;
        roles.AsSpan(0, ghosts).Fill(Role.Ghost);
        roles.AsSpan(ghosts, leavers).Fill(Role.Leaver);
        roles.AsSpan(ghosts + leavers, (shoppers + 99) / 100).Fill(Role.Sceptic);
        random.Shuffle(roles);
        return [.. roles.Select(role => new Plan(role, arriveOver * random.NextDouble(), random.Next(1, MostPolls + 1)))];
    }
}
