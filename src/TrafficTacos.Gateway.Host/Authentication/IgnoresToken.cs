namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Marks endpoints that answer whatever the Authorization says: who logs in may still send the token that is over,
/// and a probe sends what its tool is configured with. It is not even looked at: neither of them waits for an issuer that hangs.</summary>
internal sealed class IgnoresToken
{
    private static readonly IgnoresToken Mark = new();

    private IgnoresToken()
    {
    }

    public static TBuilder On<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(Mark);
}
