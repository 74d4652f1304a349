namespace TrafficTacos.Browser.Tests;

/// <summary>They share the gateway and the port 3000, which it lets in: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<BrowserFixture>, ICollectionFixture<GatewayFixture>
{
    public const string Name = "gateway";
}
