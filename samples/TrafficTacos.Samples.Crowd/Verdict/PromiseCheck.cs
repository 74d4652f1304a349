using System.Globalization;

namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>
/// Promises broken. A refusal counts when it was complete before the promise could have run out, and when no unanswered
/// attempt can have used it up. Whoever was too slow, or cannot know, accuses nobody.
/// </summary>
internal static class PromiseCheck
{
    public const string Name = "promises broken";

    public static Finding Run(IReadOnlyList<Refusal> refusals)
    {
        var broken = refusals.Where(refusal => refusal.Certain && refusal.Refused - refusal.Given < refusal.HoldsFor).ToArray();
        return new Finding(Name, broken.Length, broken.Length == 0 ? null : Tell(broken[0]));
    }

    private static string Tell(in Refusal refusal) => string.Create(
        CultureInfo.InvariantCulture,
        $"visitor #{refusal.Visitor} was {refusal.What}, {(refusal.Refused - refusal.Given).TotalSeconds:0.000} s after the promise");
}
