namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Where a backend is.</summary>
/// <param name="Address">Its address. Null, which only Development allows, starts the sample.</param>
/// <param name="Timeout">The timeout of a call, retries included.</param>
internal sealed record BackendEndpoint(Uri? Address, TimeSpan Timeout);
