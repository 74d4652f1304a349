namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>
/// One measure of a replay, compared with simulations of the same visitors under different conditions. The replay may differ from the
/// median of the simulations by as much as the simulations' range, plus the precision of the replay.
/// </summary>
/// <param name="Measure">The measure.</param>
/// <param name="Simulations">The value of each simulation; NaN where it has none.</param>
/// <param name="Replayed">The value of the replay.</param>
/// <param name="Precision">How exactly the replay measured it.</param>
internal sealed record MeasureComparison(Measure Measure, IReadOnlyList<double> Simulations, double Replayed, double Precision)
{
    private readonly double[] _sorted = [.. Simulations.Where(double.IsFinite).Order()];

    public double Median => _sorted.Length == 0 ? double.NaN : _sorted[_sorted.Length / 2];

    public double Min => _sorted.Length == 0 ? double.NaN : _sorted[0];

    public double Max => _sorted.Length == 0 ? double.NaN : _sorted[^1];

    public double Difference => Replayed - Median;

    public double Tolerance => Measure.MustBeZero || _sorted.Length == 0 ? 0 : Max - Min + Precision;

    /// <summary>A value that only one side has is outside the tolerance; one that neither side has is within.</summary>
    public bool IsWithinTolerance => Measure.MustBeZero ? Max == 0 && Replayed == 0
        : double.IsNaN(Median) || double.IsNaN(Replayed) ? double.IsNaN(Median) && double.IsNaN(Replayed)
        : Math.Abs(Difference) <= Tolerance + 1e-9;

    public override string ToString() =>
        FormattableString.Invariant($"{Measure.Name}: simulated {Median} ({Min} to {Max}), replayed {Replayed}, tolerance {Tolerance}");

    public static IReadOnlyList<MeasureComparison> Compare(IReadOnlyList<ObservedMetrics> simulations, ObservedMetrics replayed) =>
        [.. Measure.All.Select(measure => new MeasureComparison(
            measure, [.. simulations.Select(measure.ValueOf)], measure.ValueOf(replayed), Math.Max(measure.Resolution, measure.PrecisionOf?.Invoke(replayed) ?? 0)))];
}
