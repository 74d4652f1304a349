using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests;

/// <summary>The packages do in somebody else's application what the documentation says, on both stores.</summary>
[Collection(PackagingCollection.Name)]
public sealed class FreshApplicationTests(PackedPackages packages, RedisFixture redis)
{
    [Fact]
    public async Task TheSampleWorksInMemory() => await VisitAsync(await packages.SampleAsync(), null);

    [Fact]
    public async Task TheSampleWorksOnRedis() => await VisitAsync(await packages.SampleAsync(), redis.Address);

    [Fact]
    public async Task TheQuickStartOfTheReadmeWorks() => await VisitAsync(await packages.QuickStartAsync(), null);

    [Fact]
    public async Task PublishedAheadOfTimeItWorksInMemory() => await VisitAsync(await packages.NativeAsync(), null);

    [Fact]
    public async Task PublishedAheadOfTimeItWorksOnRedis() => await VisitAsync(await packages.NativeAsync(), redis.Address);

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

    private static async Task VisitAsync(FreshApplication application, string? redis)
    {
        var (running, client) = await RunningApplication.StartAsync(application, redis);
        await using (running)
        {
            using (client)
                await Visit.ThroughAsync(client, application.Program);
        }
    }
}
