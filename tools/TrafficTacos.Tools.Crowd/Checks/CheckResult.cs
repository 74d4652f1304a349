namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>The number of violations that a check found, and one example in words.</summary>
internal sealed record CheckResult(string Name, int Count, string? Example = null)
{
    /// <summary>The example is the most frequent reason.</summary>
    public static CheckResult OfFailures(string name, IReadOnlyList<VisitorFailure> failures)
    {
        var mostFrequent = failures.GroupBy(failure => failure.Reason, failure => failure.Visitor, StringComparer.Ordinal).MaxBy(group => group.Count());
        return new CheckResult(
            name, failures.Count, mostFrequent is null ? null : $"{mostFrequent.Count()} visitors, for example #{mostFrequent.First()}: {mostFrequent.Key}");
    }
}
