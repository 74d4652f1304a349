namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>A place that got two different passes, a pass given to two visitors, a pass accepted twice.</summary>
internal static class DoubleAdmissionCheck
{
    public const string Name = "double admissions";

    public static Finding Run(IReadOnlyList<Grant> grants, IReadOnlyList<Use> accepted)
    {
        var doubles = new List<string>();
        foreach (var place in grants.GroupBy(grant => grant.WaitingToken, grant => grant, StringComparer.Ordinal))
        {
            var passes = place.Select(grant => grant.Pass).Distinct(StringComparer.Ordinal).Count();
            for (var more = 1; more < passes; more++)
                doubles.Add($"visitor #{place.First().Visitor} entered once and got {passes} passes");
        }

        foreach (var pass in grants.GroupBy(grant => grant.Pass, grant => grant.Visitor, StringComparer.Ordinal))
        {
            var holders = pass.Distinct().ToArray();
            for (var more = 1; more < holders.Length; more++)
                doubles.Add($"visitors #{holders[0]} and #{holders[more]} got the same pass");
        }

        foreach (var pass in accepted.GroupBy(use => use.Pass, use => use.Visitor, StringComparer.Ordinal))
        {
            var uses = pass.Count();
            for (var more = 1; more < uses; more++)
                doubles.Add($"the pass of visitor #{pass.First()} was accepted {uses} times");
        }

        return new Finding(Name, doubles.Count, doubles.FirstOrDefault());
    }
}
