using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// The time until a shop with a maximum of shoppers has seats for so many more visitors. A seat is free when a visit ends, so it depends on
/// the length of visits, which nobody tells. A pure function of the snapshot and the policy.
/// </summary>
/// <remarks>
/// <para>While the shop is full, visitors are admitted as fast as visits end. In the first quarter of an hour every admission is counted,
/// so it is known how many visits have ended: the admissions less the visitors who are inside. A seat of visits that are as likely short as
/// long, of mean length <c>m</c>, has seen <c>e^(t/2m) − 1</c> of them end by the time <c>t</c>, and later one more each <c>m</c>;
/// <see cref="Lengths"/> is the inverse.</para>
/// <para>Until visits have ended, one for each seat is assumed to be as long as <see cref="EventOptions.ExpectedVisit"/> says, or as nobody has
/// left yet.</para>
/// </remarks>
internal readonly struct SeatEstimate
{
    private const double Second = 1_000_000;

    /// <summary>The age in seconds up to which the windows hold every admission, and from which the longest is mostly of a full shop.</summary>
    private const double Young = 900, Old = 1_800;

    /// <summary>From so many ended visits a seat on, they end evenly.</summary>
    private const double Few = 0.6;

    /// <summary>The relative error, one time in ten, of the mean length where it is measured, and where it is assumed.</summary>
    private const double MeasuredError = 0.05, AssumedError = 0.6;

    /// <summary>Visits end more evenly than by chance: by so much is the deviation smaller.</summary>
    private const double Spread = 0.6;

    private const double Z90 = 1.2815515655446004;

    private readonly double _maximum;
    private readonly double _free;
    private readonly double _ended;
    private readonly double _length;
    private readonly double _error;

    public SeatEstimate(in EventSnapshot snapshot, EventPolicy policy)
    {
        _maximum = snapshot.Conditions.Numbers.IsPassing ? 0 : snapshot.Conditions.Numbers.MaximumShoppers;
        if (_maximum <= 0)
            return;
        var inside = snapshot.Admitted + snapshot.Seats;
        _free = AdmissionRule.FreeSeats(inside, _maximum);
        var age = AgeOf(snapshot);
        var known = age <= Young ? Math.Max(0, snapshot.Admissions.Fifteen - inside) : double.PositiveInfinity;
        var (rate, count) = RateOf(snapshot, age, known);
        // Never so slow that a quiet hour turns into a wait of days.
        var real = _maximum / Math.Max(rate, _maximum / (policy.SessionMaximum / Second));
        if (age > Young)
        {
            (_length, _ended) = (real, Math.Max(1, age / real));
            _error = MeasuredError + Spread * Z90 / Math.Sqrt(Math.Max(1, count));
            return;
        }

        _ended = known / _maximum;
        var weight = Lengths(_ended);
        var assumed = Math.Max(policy.ExpectedVisit / Second, age * (1 - _ended));
        // Of a shop that has just filled, more and more visits end. The mean is that of the logarithms: an assumption that is ten times too long
        // must not outweigh what is seen.
        var seen = real * (_ended < Few ? (1 + _ended) / 2 : 1);
        _length = weight > 0 ? Math.Exp((Math.Log(assumed) + weight * Math.Log(seen)) / (1 + weight)) : assumed;
        _error = MeasuredError + AssumedError / (1 + weight);
    }

    /// <summary>Whether seats, not tokens, are what visitors wait for now.</summary>
    public bool Holds(in EventSnapshot snapshot) => _maximum > 0 && _free < Math.Max(1, Math.Floor(snapshot.Level / AdmissionRule.Token));

    /// <summary>Seconds until there is a seat for the last of so many visitors.</summary>
    public double Until(double visitors)
    {
        var missing = visitors - _free;
        return _maximum <= 0 || missing <= 0 ? 0 : _length * (Lengths(_ended + missing / _maximum) - Lengths(_ended));
    }

    /// <summary>The same for p90.</summary>
    public double UntilAtMost(double visitors) => Until(visitors + Z90 * Spread * Math.Sqrt(Math.Max(0, visitors - _free))) * (1 + _error);

    /// <summary>How many mean lengths it takes until so many visits have ended on each seat.</summary>
    private static double Lengths(double ended) => 2 * Math.Log(1 + Math.Min(ended, Few)) + Math.Max(0, ended - Few);

    /// <summary>Ends a second, and from how many. The first visitors of a shop took seats that nobody had given up: a window with them has
    /// more than the shorter one, and then that counts.</summary>
    private static (double Rate, long Count) RateOf(in EventSnapshot snapshot, double age, double known)
    {
        var running = snapshot.Now % (5 * Second) / Second;
        var (one, five, fifteen) = (Math.Min(age, 55 + running), Math.Min(age, 295 + running), Math.Min(age, 895 + running));
        var admissions = snapshot.Admissions;
        var isEven = IsShare(admissions.One, one, admissions.Five, five);
        if (age > Old && isEven && IsShare(admissions.Five, five, admissions.Fifteen, fifteen))
            return (admissions.Fifteen / fifteen, admissions.Fifteen);
        return isEven
            ? (Math.Min(admissions.Five, known) / Math.Max(1, five), admissions.Five)
            : (Math.Min(admissions.One, known) / Math.Max(1, one), admissions.One);
    }

    /// <summary>Whether a part of a window has its share, but for chance.</summary>
    private static bool IsShare(long part, double seconds, long whole, double all)
    {
        var expected = whole * seconds / Math.Max(1, all);
        return part >= expected - 2 * Math.Sqrt(expected);
    }

    /// <summary>Seconds in which visitors could enter.</summary>
    private static double AgeOf(in EventSnapshot snapshot)
    {
        var (age, opensAt) = (snapshot.Now - snapshot.FirstJoin, snapshot.Conditions.Numbers.OpensAt);
        return Math.Max(0, opensAt > 0 ? Math.Min(age, snapshot.Conditions.Time - opensAt) : age) / Second;
    }
}
