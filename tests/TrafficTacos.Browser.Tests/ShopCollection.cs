namespace TrafficTacos.Browser.Tests;

/// <summary>Tests of the sample shops.</summary>
[CollectionDefinition(Name)]
public sealed class ShopCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "shop";
}
