namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>Visitors who kept polling and did not get in. The example is the most frequent reason.</summary>
internal static class LostCheck
{
    public const string Name = "visitors lost";

    public static Finding Run(IReadOnlyList<Loss> losses)
    {
        var most = losses.GroupBy(loss => loss.Why, loss => loss.Visitor, StringComparer.Ordinal).MaxBy(group => group.Count());
        return new Finding(Name, losses.Count, most is null ? null : $"{most.Count()} of them, #{most.First()} for one: {most.Key}");
    }
}
