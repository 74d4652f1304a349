using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>An answer "waiting" to somebody who is tracked: all that an estimate may know, and the one that was told.</summary>
internal readonly record struct Ask(int Person, long At, long Position, long Waited, long Level, int Pulse, bool Paused, Estimate Told);

/// <summary>A pulse, and how many had been admitted by then.</summary>
internal readonly record struct Beat(long At, Pulse Pulse, int Admitted);

/// <summary>What is wrong if it is not zero.</summary>
internal sealed class Verdicts
{
    /// <summary>Told to wait although somebody who joined later had been told "ready".</summary>
    public int Inversions { get; set; }

    /// <summary>Told "ready" and then refused, without an operator's change or a silence in between.</summary>
    public int BrokenPromises { get; set; }

    /// <summary>Admissions beyond what a bucket of the laboratory's own allows.</summary>
    public int BoundViolations { get; set; }

    /// <summary>An identity that got a second place while it had one.</summary>
    public int SecondPlaces { get; set; }

    /// <summary>A place that was let in twice; in the simulation nobody who is in asks again.</summary>
    public int SecondAdmissions { get; set; }

    /// <summary>A position that grew.</summary>
    public int PositionsRisen { get; set; }
}

/// <summary>Everything one simulated sale left behind.</summary>
internal sealed class Trace(Scenario scenario, Person[] people, EventPolicy policy)
{
    public Scenario Scenario => scenario;

    public Person[] People => people;

    public EventPolicy Policy => policy;

    public List<Ask> Asks { get; } = [];

    public List<Beat> Beats { get; } = [];

    /// <summary>Who entered, in that order.</summary>
    public List<int> Admitted { get; } = [];

    public Verdicts Verdicts { get; } = new();

    public long Joins { get; set; }

    public long Polls { get; set; }

    public long Ended { get; set; }

    /// <summary>What the estimator was given for an answer.</summary>
    public Pulse PulseOf(in Ask ask) => Beats[ask.Pulse].Pulse with { Level = ask.Level };
}
