namespace TrafficTacos.Queueing.Randomness;

/// <summary>
/// Who gives which signature of one round. One counts when two sources give it, of which each address is one and each operator another; of two
/// such none does. If any address answered, one must be among them, so that operators alone decide only where no address does. Without
/// operators no address may give another one; with them a single one that differs does not matter.
/// </summary>
/// <param name="answered">What the addresses gave.</param>
/// <param name="supplied">What operators gave, one each.</param>
internal sealed class BeaconSources(IReadOnlyList<byte[]> answered, IReadOnlyList<byte[]> supplied)
{
    private const int Needed = 2;

    /// <summary>The signature that counts; null for none.</summary>
    public byte[]? Agreed { get; } = AgreedBy(answered, supplied);

    /// <summary>Why none counts.</summary>
    public string Trouble(long round, int addresses)
    {
        if (addresses == 0 && supplied.Count == 0)
            return "No address of the beacon is configured: two operators supply the round.";
        if (Different([.. answered, .. supplied]) > 1)
        {
            return supplied.Count == 0
                ? $"The addresses disagree about round {round}: an operator has to find out which signature is genuine, and supply it."
                : $"The sources disagree about round {round}: an operator has to find out which signature is genuine.";
        }

        return supplied.Count == 0
            ? $"{answered.Count} of {addresses} addresses gave round {round}; two must agree."
            : $"{answered.Count} of {addresses} addresses and {supplied.Count} operators gave round {round}; two must agree.";
    }

    private static byte[]? AgreedBy(IReadOnlyList<byte[]> answered, IReadOnlyList<byte[]> supplied)
    {
        if (supplied.Count == 0 && Different(answered) > 1)
            return null;
        var agreed = answered.Concat(supplied).GroupBy(Convert.ToHexStringLower, StringComparer.Ordinal).Where(same => same.Count() >= Needed).Select(same => same.First())
            .Where(signature => answered.Count == 0 || answered.Any(other => other.AsSpan().SequenceEqual(signature)))
            .ToList();
        return agreed.Count == 1 ? agreed[0] : null;
    }

    private static int Different(IEnumerable<byte[]> signatures) => signatures.DistinctBy(Convert.ToHexStringLower, StringComparer.Ordinal).Count();
}
