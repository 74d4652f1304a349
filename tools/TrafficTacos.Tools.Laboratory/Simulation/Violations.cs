namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>Counts of broken guarantees. A correct engine has none.</summary>
internal sealed class Violations
{
    /// <summary>A visitor was told to wait after a visitor of a later rank had been told "ready".</summary>
    public int OrderInversions { get; set; }

    /// <summary>A visitor was told "ready" and then refused, without a change of settings or a silence in between.</summary>
    public int BrokenPromises { get; set; }

    /// <summary>Admissions that the <see cref="ReferenceBucket"/> does not allow.</summary>
    public int BoundViolations { get; set; }

    /// <summary>An identity received a second place while it held one.</summary>
    public int DuplicatePlaces { get; set; }

    /// <summary>A place was admitted twice. Always 0 in a simulation, where an admitted visitor sends no further request.</summary>
    public int DuplicateAdmissions { get; set; }

    /// <summary>A visitor's position increased by more than the visitors who may have come back.</summary>
    public int PositionIncreases { get; set; }

    public int Total => OrderInversions + BrokenPromises + BoundViolations + DuplicatePlaces + DuplicateAdmissions + PositionIncreases;
}
