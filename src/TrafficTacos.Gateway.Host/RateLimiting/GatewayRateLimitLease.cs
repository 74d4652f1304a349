using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>What the middleware gets to know. There is nothing to give back when a request is over.</summary>
internal sealed class GatewayRateLimitLease : RateLimitLease
{
    private readonly TimeSpan? _retryAfter;

    private GatewayRateLimitLease(bool acquired, TimeSpan? retryAfter = null)
    {
        IsAcquired = acquired;
        _retryAfter = retryAfter;
    }

    public static GatewayRateLimitLease Passed { get; } = new(true);

    /// <summary>Says that it cannot be said at once: the middleware then asks again, and waits for the answer.</summary>
    public static GatewayRateLimitLease Undecided { get; } = new(false);

    public override bool IsAcquired { get; }

    public override IEnumerable<string> MetadataNames => _retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

    public static GatewayRateLimitLease Refused(TimeSpan retryAfter) => new(false, retryAfter);

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = string.Equals(metadataName, MetadataName.RetryAfter.Name, StringComparison.Ordinal) ? _retryAfter : null;
        return metadata is not null;
    }
}
