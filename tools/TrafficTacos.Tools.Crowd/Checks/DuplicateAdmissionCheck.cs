namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds places with two different passes, passes of two visitors, and passes that were accepted twice.</summary>
internal static class DuplicateAdmissionCheck
{
    public const string Name = "duplicate admissions";

    public static CheckResult Run(IReadOnlyList<PassGrant> grants, IReadOnlyList<PassUse> uses)
    {
        var duplicates = new List<string>();
        foreach (var place in grants.GroupBy(grant => grant.WaitingToken, grant => grant, StringComparer.Ordinal))
        {
            var passes = place.Select(grant => grant.Pass).Distinct(StringComparer.Ordinal).Count();
            for (var extra = 1; extra < passes; extra++)
                duplicates.Add($"visitor #{place.First().Visitor} received {passes} passes for one place");
        }

        foreach (var pass in grants.GroupBy(grant => grant.Pass, grant => grant.Visitor, StringComparer.Ordinal))
        {
            var holders = pass.Distinct().ToArray();
            for (var extra = 1; extra < holders.Length; extra++)
                duplicates.Add($"visitors #{holders[0]} and #{holders[extra]} received the same pass");
        }

        foreach (var pass in uses.GroupBy(use => use.Pass, use => use.Visitor, StringComparer.Ordinal))
        {
            var count = pass.Count();
            for (var extra = 1; extra < count; extra++)
                duplicates.Add($"the pass of visitor #{pass.First()} was accepted {count} times");
        }

        return new CheckResult(Name, duplicates.Count, duplicates.FirstOrDefault());
    }
}
