using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>What is published is the gateway without the samples.</summary>
public sealed class PublishTests(PublishedGateway gateway) : IClassFixture<PublishedGateway>
{
    private const string Sample = "TrafficTacos.Samples";

    [Fact]
    public void The_gateway_references_no_sample() =>
        Assert.DoesNotContain(typeof(SampleBackends).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith(Sample, StringComparison.Ordinal));

    [Fact]
    public async Task No_sample_is_published()
    {
        var files = gateway.Folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => file.Name).ToList();
        Assert.Contains(PublishedGateway.AssemblyName + ".dll", files);
        Assert.DoesNotContain(files, file => file.Contains("sample", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            Sample, await File.ReadAllTextAsync(Path.Combine(gateway.Folder.FullName, PublishedGateway.AssemblyName + ".deps.json")), StringComparison.Ordinal);
    }

    /// <summary>A program that is compiled ahead of time consists of the projects that it references.</summary>
    [Theory]
    [InlineData("_IsPublishing=false", true)]
    [InlineData("_IsPublishing=true", false)]
    [InlineData("_IsPublishing=true;PublishAot=true", false)]
    public async Task A_build_references_the_samples_and_a_publish_does_not(string properties, bool references)
    {
        var found = await DotnetCommand.RunAsync(
            "msbuild", PublishedGateway.Project, $"-property:Configuration={PublishedGateway.Configuration};{properties}", "-getItem:ProjectReference");
        Assert.Contains("TrafficTacos.Queueing.AspNetCore", found, StringComparison.Ordinal);
        Assert.Equal(references, found.Contains(Sample, StringComparison.Ordinal));
    }
}
