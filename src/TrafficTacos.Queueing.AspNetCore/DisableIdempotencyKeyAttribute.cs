namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Ignores the header <c>Idempotency-Key</c> of an endpoint, whatever other metadata asks for.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class DisableIdempotencyKeyAttribute : Attribute, IIdempotencyKeyMetadata
{
    bool IIdempotencyKeyMetadata.IsRequired => false;

    IdempotencyKeyOptions IIdempotencyKeyMetadata.Options { get; } = new();
}
