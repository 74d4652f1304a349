namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Endpoint metadata that makes <c>UseAdmission()</c> answer a repeated request with the first response. If an endpoint has
/// several, <see cref="DisableIdempotencyKeyAttribute"/> wins, then the last attribute, then the innermost convention.</summary>
public interface IIdempotencyKeyMetadata
{
    /// <summary>Whether a request without a key is refused with 400 <c>IDEMPOTENCY_REQUIRED</c>.</summary>
    bool IsRequired { get; }

    /// <summary>How responses are stored.</summary>
    IdempotencyKeyOptions Options { get; }
}
