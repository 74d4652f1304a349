namespace TrafficTacos.Packaging.Tests;

/// <summary>A team tests its shop with the package as its documentation says.</summary>
[Collection(PackagingCollection.Name)]
public sealed class TestingPackageTests(PackedPackages packages)
{
    private const string Factory = "WebApplicationFactory<Program>";

    [Fact]
    public async Task TheTestsOfTheDocumentationPassOutsideTheRepository()
    {
        var shop = DocumentedShop.In(packages.AspNetCore.Text("PACKAGE.md"));
        var tests = Documentation.Program(Documentation.Read("docs/testing-your-application.md"), Factory);
        var application = await FreshApplication.BuildAsync(packages, "tested-shop", PackedPackages.AspNetCoreId, shop.Text);

        var tested = await FreshApplication.TestAsync(packages, "shop-tests", application, tests);

        Assert.Contains("Failed:     0", tested.Printed, StringComparison.Ordinal);
        Assert.Contains($"Passed:     {tests.Split("[Fact]").Length - 1}", tested.Printed, StringComparison.Ordinal);
    }
}
