using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing;

/// <summary>A public randomness beacon of the kind of drand that decides draws. The defaults are those of drand's quicknet. Only the
/// addresses are nobody's default: nothing is called that is not configured.</summary>
public sealed class BeaconOptions
{
    private const int MaxAddresses = 8;

    /// <summary>What the beacon is called where a draw is announced. Default <c>quicknet</c>.</summary>
    public string Name { get; set; } = DrawBeacon.QuicknetName;

    /// <summary>The hash that tells this beacon's chain from others, 64 hexadecimal digits in lower case.</summary>
    public string ChainHash { get; set; } = DrawBeacon.QuicknetChain;

    /// <summary>The key with which anybody can verify a round: 96 or 192 hexadecimal digits in lower case.</summary>
    public string PublicKey { get; set; } = DrawBeacon.QuicknetKey;

    /// <summary>The scheme of the signature. Default <c>bls-unchained-g1-rfc9380</c>.</summary>
    public string Scheme { get; set; } = DrawBeacon.QuicknetScheme;

    /// <summary>When round 1 appeared, in seconds since 1970. Default 1692803367.</summary>
    public long Genesis { get; set; } = DrawBeacon.QuicknetGenesis;

    /// <summary>The time from one round to the next, in whole seconds. Default 3 s.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(DrawBeacon.QuicknetPeriod);

    /// <summary>Where rounds are fetched: base addresses of different hosts, of which two must agree. None, the default: an operator supplies the
    /// round of each draw.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>How long an address may take to answer. Default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal DrawBeacon ToAnnounced() => new()
    {
        Name = Name,
        ChainHash = Convert.FromHexString(ChainHash),
        PublicKey = Convert.FromHexString(PublicKey),
        Scheme = Scheme,
        Genesis = Genesis,
        Period = (int)Period.TotalSeconds,
    };

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
