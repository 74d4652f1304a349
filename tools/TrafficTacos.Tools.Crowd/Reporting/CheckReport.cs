using TrafficTacos.Tools.Crowd.Checks;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The results of all checks, the headroom of the admission bound, and the most visitors inside at once, if it was counted.</summary>
internal sealed record CheckReport(IReadOnlyList<CheckResult> Results, double Headroom, int? MostShoppers)
{
    public bool Passed => Results.All(result => result.Count == 0);
}
