namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>One estimate and the wait that followed. Times are seconds.</summary>
/// <param name="Visitor">The visitor's number.</param>
/// <param name="At">When the estimate was made.</param>
/// <param name="Horizon">How much of the wait was left.</param>
/// <param name="IsSteady">The event was a minute old, and neither a change of settings nor a wave of abandonment followed before the
/// visitor was ready.</param>
/// <param name="ActualWait">Until the visitor was ready.</param>
/// <param name="ReportedWait">Until a response said "ready".</param>
/// <param name="P50">The estimate's median.</param>
/// <param name="P90">The estimate's 90th percentile.</param>
/// <param name="Confidence">The estimate's confidence.</param>
internal readonly record struct ScoredEstimate(
    int Visitor, double At, Horizon Horizon, bool IsSteady, double ActualWait, double ReportedWait, double P50, double P90, double Confidence)
{
    /// <summary>Errors are relative to at least this wait, because differences between shorter waits are not noticeable.</summary>
    public const double MinWait = 2;

    /// <summary>The signed error, relative to the actual wait.</summary>
    public double Error => (P50 - ActualWait) / Math.Max(MinWait, ActualWait);

    /// <summary>Whether a response said "ready" within the p90, which is what a visitor can observe.</summary>
    public bool IsCovered => ReportedWait <= P90;
}
