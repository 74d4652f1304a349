namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The result of one attempt of a call. gRPC reports failures in trailers of a 200, or in a reply. So retries and the circuit
/// breaker surround the call, which knows both, and not the HTTP handler.</summary>
/// <param name="Reply">The reply; null if there is none.</param>
/// <param name="Failure">The failure; null if there is none.</param>
/// <param name="CanRetry">Whether a retry is safe and may help.</param>
internal sealed record BackendAttempt(object? Reply, BackendFailure? Failure, bool CanRetry);
