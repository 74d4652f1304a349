namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds admitted buyers without a result.</summary>
internal static class UnresolvedPurchaseCheck
{
    public const string Name = "unresolved purchases";

    public static CheckResult Run(IReadOnlyList<VisitorFailure> failures) => CheckResult.OfFailures(Name, failures);
}
