namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Makes an endpoint safe to repeat; a request needs the header <c>Idempotency-Key</c>. Needs <c>app.UseAdmission()</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class RequireIdempotencyKeyAttribute : Attribute, IIdempotencyKeyMetadata
{
    bool IIdempotencyKeyMetadata.IsRequired => true;

    IdempotencyKeyOptions IIdempotencyKeyMetadata.Options { get; } = new();
}
