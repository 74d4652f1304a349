using System.Globalization;
using System.Security.Cryptography;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds what speaks against one draw whose numbers follow from what was announced.</summary>
internal static class DrawFaultCheck
{
    public const string Name = "draw faults";

    public static CheckResult Run(DrawEvidence evidence)
    {
        string[] faults = [.. evidence.Faults, .. PublishedFaults(evidence), .. NumberFaults(evidence)];
        return new CheckResult(Name, faults.Length, faults.FirstOrDefault());
    }

    private static IEnumerable<string> PublishedFaults(DrawEvidence evidence)
    {
        if (evidence.Published is not [var draw, ..])
        {
            yield return "no gateway has a draw of this event";
            yield break;
        }

        if (evidence.Published.Select(seen => (seen.State, seen.Announcement?.Hash, seen.Root, seen.Seed)).Distinct().Count() > 1)
            yield return "the gateways publish different draws";
        if (draw.State is not "ranked")
        {
            yield return $"the draw is '{draw.State}' at the end";
            yield break;
        }

        if (draw is not { Announcement.Hash: { } hash, Root: { } root, Seed: { } seed } || (draw.Secret ?? draw.BeaconValue) is not { } randomness)
        {
            yield return "the draw is ranked, but announcement, root, seed or randomness is not published";
            yield break;
        }

        if (evidence.Leaves is null || !IsSame(DrawRecomputation.RootOf(evidence.Leaves), root))
            yield return "the root is not that of the list of leaves";
        if (evidence.Leaves is not null && evidence.Leaves.Length != draw.Entries * DrawRecomputation.HashSize)
            yield return $"the list does not have the {draw.Entries} leaves that are published";
        if (draw.Secret is not null && !IsSame(SHA256.HashData(Convert.FromHexString(draw.Secret)), draw.Announcement.Commitment))
            yield return "the secret is not the one whose hash was announced";
        if (!IsSame(DrawRecomputation.SeedOf(Convert.FromHexString(hash), Convert.FromHexString(root), Convert.FromHexString(randomness)), seed))
            yield return "the seed does not follow from announcement, root and randomness";
    }

    private static IEnumerable<string> NumberFaults(DrawEvidence evidence)
    {
        foreach (var number in evidence.Numbers.GroupBy(pair => pair.Value, pair => pair.Key).Where(number => number.Count() > 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"number {number.Key} was told to {number.Count()} visitors, for example #{number.First()}");
        if (evidence is not { Leaves: { } leaves, Published: [{ Seed: { } seed }, ..] })
            yield break;
        var numbers = DrawRecomputation.NumbersOf(Convert.FromHexString(seed), leaves);
        foreach (var (visitor, told) in evidence.Numbers.Where(pair => pair.Value < 1 || pair.Value > numbers.Length))
            yield return string.Create(CultureInfo.InvariantCulture, $"visitor #{visitor} was told number {told} of {numbers.Length}");
        foreach (var (visitor, part) in evidence.Parts)
        {
            if (part?.Leaf is null || part.Index < 0 || part.Index >= numbers.Length)
                yield return string.Create(CultureInfo.InvariantCulture, $"visitor #{visitor} has a number, but no part in the draw");
            else if (!IsSame(leaves.AsSpan(part.Index * DrawRecomputation.HashSize, DrawRecomputation.HashSize), part.Leaf))
                yield return string.Create(CultureInfo.InvariantCulture, $"the leaf of visitor #{visitor} is not in the list where they were told");
            else if (numbers[part.Index] != evidence.Numbers[visitor] || numbers[part.Index] != part.DrawNumber)
                yield return string.Create(CultureInfo.InvariantCulture, $"visitor #{visitor} was told number {evidence.Numbers[visitor]}, and {part.DrawNumber} with the part, but drew {numbers[part.Index]}");
        }
    }

    private static bool IsSame(ReadOnlySpan<byte> bytes, string? digits) => string.Equals(Convert.ToHexStringLower(bytes), digits, StringComparison.Ordinal);
}
