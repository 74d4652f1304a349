using TrafficTacos.Tools.Crowd.Checks;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The results of all checks, and the headroom of the admission bound.</summary>
internal sealed record CheckReport(IReadOnlyList<CheckResult> Results, double Headroom)
{
    public bool Passed => Results.All(result => result.Count == 0);
}
