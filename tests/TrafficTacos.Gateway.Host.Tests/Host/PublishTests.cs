using System.Diagnostics;
using System.Runtime.InteropServices;
using TrafficTacos.Gateway.Host.Backends;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>What is published is the gateway without the samples.</summary>
public sealed class PublishTests : IDisposable
{
    private const string Sample = "TrafficTacos.Samples";

    private static readonly string Project = ProjectPath.Of(typeof(PublishTests).Assembly, "GatewayProject");
    private static readonly string Configuration = ProjectPath.Of(typeof(PublishTests).Assembly, "Configuration");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traffictacos-publish-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void The_gateway_references_no_sample() =>
        Assert.DoesNotContain(typeof(SampleBackends).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith(Sample, StringComparison.Ordinal));

    [Fact]
    public async Task No_sample_is_published()
    {
        await DotnetAsync("publish", Project, "--configuration", Configuration, "--no-build", "--output", _folder.FullName);
        var files = _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => file.Name).ToList();
        Assert.Contains("TrafficTacos.Gateway.Host.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("sample", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Sample, await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "TrafficTacos.Gateway.Host.deps.json")), StringComparison.Ordinal);
    }

    /// <summary>A program that is compiled ahead of time consists of the projects that it references.</summary>
    [Theory]
    [InlineData("_IsPublishing=false", true)]
    [InlineData("_IsPublishing=true", false)]
    [InlineData("_IsPublishing=true;PublishAot=true", false)]
    public async Task A_build_references_the_samples_and_a_publish_does_not(string properties, bool references)
    {
        var found = await DotnetAsync("msbuild", Project, $"-property:Configuration={Configuration};{properties}", "-getItem:ProjectReference");
        Assert.Contains("TrafficTacos.Queueing.AspNetCore", found, StringComparison.Ordinal);
        Assert.Equal(references, found.Contains(Sample, StringComparison.Ordinal));
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
