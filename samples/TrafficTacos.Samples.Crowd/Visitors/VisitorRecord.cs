using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>All that one visitor saw. Written by that visitor alone, read when the run is over.</summary>
internal sealed class VisitorRecord(int number, Plan plan, Ledger ledger)
{
    /// <summary>Beyond this, every second waiting sighting is dropped: a long wait is sampled more thinly, never cut off.</summary>
    private const int MostSightings = 64;

    private List<Sighting> _sightings = [];
    private TimeSpan? _lastHeard;

    public int Number => number;

    public Plan Plan => plan;

    public Phase Phase { get; private set; }

    public Join? Join { get; private set; }

    /// <summary>The first estimate, and when it was answered.</summary>
    public Estimate? FirstEstimate { get; set; }

    /// <summary>When the first answer that said ready was complete.</summary>
    public TimeSpan? ReadyAt { get; private set; }

    /// <summary>When the last call before that was sent that still said to wait: the visitor became ready between the two.</summary>
    public TimeSpan? LastNotReadyAt { get; private set; }

    public TimeSpan? AdmittedAt { get; private set; }

    public string? LostBecause { get; private set; }

    /// <summary>The longest time between two answers while waiting: tells a lost visitor from a crowd that was too slow to poll.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public IReadOnlyList<Sighting> Sightings => _sightings;

    public List<Grant> Grants { get; } = [];

    public List<Use> Uses { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    /// <summary>Empty without <c>--buy</c>.</summary>
    public Purchase Purchase { get; } = new(number, ledger);

    public void Become(Phase next)
    {
        ledger.Move(Phase, next);
        Phase = next;
    }

    public void Lose(string why)
    {
        LostBecause = why;
        Become(Phase.Lost);
    }

    public void Joined(TimeSpan start, TimeSpan end)
    {
        Join = new Join(number, start, end);
        ledger.CountJoin();
    }

    public void See(Sighting sighting)
    {
        Hear(sighting.End);
        if (sighting.Readiness == Readiness.Ready)
            ReadyAt ??= sighting.End;
        else if (sighting.Readiness == Readiness.NotReady && ReadyAt is null)
            LastNotReadyAt = sighting.Start;
        if (_sightings.Count >= MostSightings)
            _sightings = [.. _sightings.Where((seen, i) => i % 2 == 0 || seen.Readiness == Readiness.Ready)];
        _sightings.Add(sighting);
    }

    /// <summary>There was an answer: the heartbeat got through.</summary>
    public void Hear(TimeSpan at)
    {
        var silence = at - (_lastHeard ?? at);
        _lastHeard = at;
        if (silence > LongestSilence)
            LongestSilence = silence;
    }

    public void Admitted(Grant grant)
    {
        Grants.Add(grant);
        if (AdmittedAt is not null)
            return;
        AdmittedAt = grant.End;
        ledger.CountGrant();
    }
}

internal readonly record struct Estimate(TimeSpan At, double Seconds, double? NinetyPercentSeconds);
