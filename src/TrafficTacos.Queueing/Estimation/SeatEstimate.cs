using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// The time until a shop with a maximum of shoppers has seats for so many more visitors. A seat is free when a visit ends, so it depends on
/// the length of visits, which nobody tells. A pure function of the snapshot and the policy.
/// </summary>
/// <remarks>
/// <para>In the first quarter of an hour every admission is counted, so the visits that ended are the admissions less the visitors who are
/// inside. A visit that is as likely to be short as long, of mean length <c>m</c>, and followed by the next on its seat, gives
/// <c>e^(t/2m) − 1</c> ended visits a seat until <c>t</c>, and after the longest visit one each <c>m</c>: <see cref="Visits"/> is the
/// inverse. A few visits of the length of <see cref="EventPolicy.SessionLifetime"/> stand in until there are real ones.</para>
/// <para>Later, admissions are as frequent as ends: whoever enters takes a seat that was given up.</para>
/// </remarks>
internal readonly struct SeatEstimate
{
    private const double Second = 1_000_000;
    private const double Quarter = 900, Young = 1_800;

    /// <summary>How many visits of the assumed length the real ones are mixed with, for each seat.</summary>
    private const double Assumed = 0.3;

    /// <summary>The relative error, one time in ten, of the mean length where it is measured, and where it is assumed.</summary>
    private const double MeasuredError = 0.08, AssumedError = 0.6;

    /// <summary>From so many ended visits a seat on, they end evenly.</summary>
    private const double Few = 0.6;

    private const double Z90 = 1.2815515655446004;

    private readonly double _maximum;
    private readonly double _ended;
    private readonly double _length;
    private readonly double _error;

    public SeatEstimate(in EventSnapshot snapshot, EventPolicy policy)
    {
        _maximum = snapshot.Conditions.Numbers.IsPassing ? 0 : snapshot.Conditions.Numbers.MaximumShoppers;
        if (_maximum <= 0)
            return;
        var inside = snapshot.Admitted + snapshot.Seats;
        Free = AdmissionRule.FreeSeats(inside, _maximum);
        var age = Math.Max(0, AgeOf(snapshot));
        var slot = snapshot.Now % (5 * Second) / Second;
        if (age <= Quarter)
        {
            _ended = Math.Max(0, snapshot.Admissions.Fifteen - inside) / _maximum;
            var visits = Assumed + Visits(_ended);
            _length = (Assumed * policy.SessionLifetime / Second + age) / visits;
            _error = MeasuredError + AssumedError * Assumed / visits;
        }
        else
        {
            var (five, fifteen) = (snapshot.Admissions.Five / (295 + slot), snapshot.Admissions.Fifteen / (895 + slot));
            // The first visitors of a shop took seats that nobody had given up.
            var noise = 2 * Math.Sqrt(Math.Max(1, snapshot.Admissions.Five)) / (295 + slot);
            var (rate, count) = age < Young || fifteen > five + noise ? (five, snapshot.Admissions.Five) : (fifteen, snapshot.Admissions.Fifteen);
            // Never so slow that a quiet hour turns into a wait of days.
            _length = _maximum / Math.Max(rate, _maximum / (policy.SessionMaximum / Second));
            _ended = age / _length;
            _error = MeasuredError + Z90 / Math.Sqrt(Math.Max(1, count));
        }
    }

    /// <summary>How many may enter until the shop is full; 0 also where there is no maximum.</summary>
    public double Free { get; }

    /// <summary>Whether seats, not tokens, are what visitors wait for now.</summary>
    public bool Holds(in EventSnapshot snapshot) => _maximum > 0 && Free < Math.Max(1, Math.Floor(snapshot.Level / AdmissionRule.Token));

    /// <summary>Seconds until there is a seat for the last of so many visitors.</summary>
    public double Until(double visitors)
    {
        var missing = visitors - Free;
        return _maximum <= 0 || missing <= 0 ? 0 : _length * (Visits(_ended + missing / _maximum) - Visits(_ended));
    }

    /// <summary>The same, one time in ten.</summary>
    public double UntilAtMost(double visitors)
    {
        var missing = Math.Max(0, visitors - Free);
        return Until(visitors + Z90 * Math.Sqrt(missing)) * (1 + _error);
    }

    /// <summary>How many mean lengths it takes until so many visits have ended on each seat.</summary>
    private static double Visits(double ended) => 2 * Math.Log(1 + Math.Min(ended, Few)) + Math.Max(0, ended - Few);

    private static double AgeOf(in EventSnapshot snapshot)
    {
        var open = (snapshot.Now - snapshot.FirstJoin) / Second;
        return snapshot.Conditions.Numbers.OpensAt > 0 ? Math.Min(open, (snapshot.Conditions.Time - snapshot.Conditions.Numbers.OpensAt) / Second) : open;
    }
}
