namespace TrafficTacos.Queueing;

/// <summary>A public randomness beacon of the kind of drand that decides draws. The defaults are those of drand's quicknet. Only the
/// addresses are nobody's default: nothing is called that is not configured.</summary>
public sealed class BeaconOptions
{
    internal const string QuicknetName = "quicknet";
    internal const string QuicknetChain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

    internal const string QuicknetKey =
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";

    internal const string QuicknetScheme = "bls-unchained-g1-rfc9380";
    internal const long QuicknetGenesis = 1_692_803_367;
    internal const int QuicknetPeriod = 3;

    private const int MaxAddresses = 8;

    /// <summary>What the beacon is called where a draw is announced. Default <c>quicknet</c>.</summary>
    public string Name { get; set; } = QuicknetName;

    /// <summary>The hash that tells this beacon's chain from others, 64 hexadecimal digits in lower case.</summary>
    public string ChainHash { get; set; } = QuicknetChain;

    /// <summary>The key with which anybody can verify a round: 96 or 192 hexadecimal digits in lower case.</summary>
    public string PublicKey { get; set; } = QuicknetKey;

    /// <summary>The scheme of the signature. Default <c>bls-unchained-g1-rfc9380</c>.</summary>
    public string Scheme { get; set; } = QuicknetScheme;

    /// <summary>When round 1 appeared, in seconds since 1970. Default 1692803367.</summary>
    public long Genesis { get; set; } = QuicknetGenesis;

    /// <summary>The time from one round to the next, in whole seconds. Default 3 s.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(QuicknetPeriod);

    /// <summary>Where rounds are fetched: base addresses of different hosts, of which two must agree. None, the default: two operators
    /// supply the round of each draw.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>How long an address may take to answer. Default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal IEnumerable<string> Mistakes()
    {
        if (Name is not { Length: > 0 and <= 64 })
            yield return "Name has 1 to 64 characters.";
        if (!IsHex(ChainHash, 64))
            yield return "ChainHash has 64 hexadecimal digits in lower case.";
        if (!IsHex(PublicKey, 96) && !IsHex(PublicKey, 192))
            yield return "PublicKey has 96 or 192 hexadecimal digits in lower case.";
        if (Scheme is not { Length: > 0 and <= 64 })
            yield return "Scheme has 1 to 64 characters.";
        if (Genesis is < 0 or > 253_402_300_799)
            yield return "Genesis is in seconds since 1970.";
        if (Period < TimeSpan.FromSeconds(1) || Period > TimeSpan.FromDays(1) || Period.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return "Period is a whole number of seconds, from one second to one day.";
        if (Timeout < TimeSpan.FromSeconds(0.1) || Timeout > TimeSpan.FromMinutes(1))
            yield return "Timeout is between 0.1 s and 1 min.";
        if (Addresses.Any(address => address is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }))
            yield return "Addresses are absolute, of http or https, without query, fragment and user.";
        else if (Addresses.Count > MaxAddresses || Addresses.Select(address => address.Authority).Distinct(StringComparer.OrdinalIgnoreCase).Count() is var hosts && (hosts != Addresses.Count || hosts == 1))
            yield return $"Addresses are none, or 2 to {MaxAddresses} of different hosts: two must agree.";
    }

    private static bool IsHex(string? text, int length) => text?.Length == length && text.All(char.IsAsciiHexDigitLower);
}
