namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>As <see cref="RequireIdempotencyKeyAttribute"/>, for requests that have a key; one without is done each time it
/// comes.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class AcceptIdempotencyKeyAttribute : Attribute, IIdempotencyKeyMetadata
{
    bool IIdempotencyKeyMetadata.IsRequired => false;

    IdempotencyKeyOptions IIdempotencyKeyMetadata.Options { get; } = new();
}
