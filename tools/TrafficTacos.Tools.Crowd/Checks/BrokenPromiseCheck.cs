using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds refusals that were complete while the promise was still valid. A refusal is ignored if an attempt without a response
/// may have used the promise.</summary>
internal static class BrokenPromiseCheck
{
    public const string Name = "broken promises";

    public static CheckResult Run(IReadOnlyList<Refusal> refusals)
    {
        var broken = refusals.Where(refusal => refusal.IsUnambiguous && refusal.RefusedAt - refusal.PromisedAt < refusal.ValidFor).ToArray();
        return new CheckResult(Name, broken.Length, broken.Length == 0 ? null : Describe(broken[0]));
    }

    private static string Describe(in Refusal refusal) => string.Create(
        CultureInfo.InvariantCulture,
        $"visitor #{refusal.Visitor} was {refusal.Description}, {(refusal.RefusedAt - refusal.PromisedAt).TotalSeconds:0.000} s after the promise");
}
