namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>What <c>RequireIdempotencyKey(…)</c> and <c>AcceptIdempotencyKey(…)</c> add to an endpoint.</summary>
internal sealed class IdempotencyConvention(IdempotencyKeyOptions options, bool isRequired) : IIdempotencyKeyMetadata
{
    public bool IsRequired => isRequired;

    public IdempotencyKeyOptions Options => options;
}
