namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Marks endpoints that do not read <c>Authorization</c>: a client that logs in may still send its expired token, and a probe
/// sends what its tool is configured with. Neither waits for an issuer that hangs.</summary>
internal sealed class IgnoreBearerTokenMetadata
{
    public static IgnoreBearerTokenMetadata Instance { get; } = new();
}
