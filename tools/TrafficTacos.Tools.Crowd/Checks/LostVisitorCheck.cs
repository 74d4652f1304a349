namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds visitors who kept polling and were not admitted.</summary>
internal static class LostVisitorCheck
{
    public const string Name = "lost visitors";

    public static CheckResult Run(IReadOnlyList<VisitorFailure> failures) => CheckResult.OfFailures(Name, failures);
}
