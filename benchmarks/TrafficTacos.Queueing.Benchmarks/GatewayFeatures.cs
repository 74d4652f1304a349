namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The features of a gateway in <see cref="MiddlewareBenchmark"/>. Each value includes those before it.</summary>
internal enum GatewayFeatures
{
    None,
    Authentication,
    RateLimit,
    Idempotency,
}
