using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The decision in the form that the framework's middleware expects. There is nothing to release after a request.</summary>
internal sealed class GatewayRateLimitLease : RateLimitLease
{
    private readonly TimeSpan? _retryAfter;

    private GatewayRateLimitLease(bool isAcquired, TimeSpan? retryAfter = null)
    {
        IsAcquired = isAcquired;
        _retryAfter = retryAfter;
    }

    public static GatewayRateLimitLease Acquired { get; } = new(true);

    /// <summary>Makes the middleware call the asynchronous method.</summary>
    public static GatewayRateLimitLease Undecided { get; } = new(false);

    public override bool IsAcquired { get; }

    public override IEnumerable<string> MetadataNames => _retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

    public static GatewayRateLimitLease Rejected(TimeSpan retryAfter) => new(false, retryAfter);

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = string.Equals(metadataName, MetadataName.RetryAfter.Name, StringComparison.Ordinal) ? _retryAfter : null;
        return metadata is not null;
    }
}
