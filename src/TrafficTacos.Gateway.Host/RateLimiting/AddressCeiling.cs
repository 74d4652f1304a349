namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>
/// The buckets that all requests of an address share, so that waiting tokens by the hundred do not multiply what one client may send. Who
/// has an IPv6 network has all addresses of it: a /64 counts as an address, and the networks around it may send a few times as much.
/// </summary>
internal sealed class AddressCeiling(RateLimitSettings settings)
{
    private static readonly (int Bits, int Times)[] V6Tiers = [(64, 1), (56, 2), (48, 5)];

    private readonly BucketLimit _limit = Limit(settings, 1);
    private readonly BucketLimit[] _v6Limits = [.. V6Tiers.Select(tier => Limit(settings, tier.Times))];

    public IEnumerable<Partition> Of(HttpContext context)
    {
        if (ClientAddress.Find(context) is not { } address || settings.ExemptNetworks.Any(network => network.Contains(address)))
            return [];
        return ClientAddress.IsV6(address)
            ? V6Tiers.Select((tier, i) => Partition.Of(Partition.Ceiling, $"{ClientAddress.Prefix(address, tier.Bits)}/{tier.Bits}", _v6Limits[i]))
            : [Partition.Of(Partition.Ceiling, address.ToString(), _limit)];
    }

    private static BucketLimit Limit(RateLimitSettings settings, int times)
    {
        var rate = (int)Math.Min((long)settings.AddressCeiling * times, int.MaxValue / 2);
        return new BucketLimit(rate, TimeSpan.FromSeconds(1), 2 * rate);
    }
}
