using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests;

/// <summary>The packages do in somebody else's application what the documentation says, on both stores.</summary>
[Collection(PackagingCollection.Name)]
public sealed class FreshApplicationTests(PackedPackages packages, RedisFixture redis)
{
    [Fact]
    public async Task TheSampleWorksInMemory() => await VisitAsync(await packages.SampleAsync(), DocumentedShop.Sample(), null);

    [Fact]
    public async Task TheSampleWorksOnRedis() => await VisitAsync(await packages.SampleAsync(), DocumentedShop.Sample(), redis.Address);

    [Fact]
    public async Task TheQuickStartOfTheReadmeWorks() => await VisitQuickStartAsync("readme", Documentation.Read("README.md"));

    [Fact]
    public async Task TheQuickStartInThePackageWorks() => await VisitQuickStartAsync("package-readme", packages.AspNetCore.Text("PACKAGE.md"));

    [Fact]
    public async Task TheQuickStartOfTheEngineAloneWorks()
    {
        var program = Documentation.Program(packages.Engine.Text("PACKAGE.md"), "AddWaitingRoom");
        var application = await FreshApplication.BuildAsync(packages, "engine", PackedPackages.EngineId, program);

        var printed = await Command.RunAsync(application.Start[0], [.. application.Start.Skip(1)], application.Folder);

        Assert.Contains("number 1, Ready", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQuickStartOfTheReverseProxyBuildsInSilence()
    {
        var program = Documentation.Program(packages.Yarp.Text("PACKAGE.md"), "UseRouteWaitingRooms");
        var application = await FreshApplication.BuildAsync(packages, "yarp", PackedPackages.YarpId, program);

        Assert.Contains("0 Warning(s)", application.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishedAheadOfTimeItWorksInMemory() => await VisitAsync(await packages.NativeAsync(), DocumentedShop.Sample(), null);

    [Fact]
    public async Task PublishedAheadOfTimeItWorksOnRedis() => await VisitAsync(await packages.NativeAsync(), DocumentedShop.Sample(), redis.Address);

    [Fact]
    public async Task NothingWarnsAboutTrimmingOrAheadOfTimeCode()
    {
        var native = await packages.NativeAsync();

        Assert.Contains("Generating native code", native.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", native.Printed, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(native.Folder, "out", "fresh.dll")), "It was published as managed code.");
    }

    [Fact]
    public async Task TheBuildOfAnEmbedderStaysSilent() =>
        Assert.Contains("0 Warning(s)", (await packages.SampleAsync()).Printed, StringComparison.Ordinal);

    private async Task VisitQuickStartAsync(string name, string markdown)
    {
        var shop = DocumentedShop.In(markdown);
        await VisitAsync(await FreshApplication.BuildAsync(packages, name, PackedPackages.AspNetCoreId, shop.Text), shop, null);
    }

    private static async Task VisitAsync(FreshApplication application, DocumentedShop shop, string? redis)
    {
        var (running, client) = await RunningApplication.StartAsync(application, redis);
        await using (running)
        {
            using (client)
                await Visit.ThroughAsync(client, shop);
        }
    }
}
