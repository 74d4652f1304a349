namespace TrafficTacos.Browser.Tests;

/// <summary>Tests of pages that an application of their own serves.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
