namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>The gateway as <c>dotnet publish</c> leaves it, for the tests of one class.</summary>
public sealed class PublishedGateway : IAsyncLifetime
{
    internal const string AssemblyName = "TrafficTacos.Gateway.Host";

    internal static string Project { get; } = ProjectPath.Of(typeof(PublishedGateway).Assembly, "GatewayProject");

    internal static string Configuration { get; } = ProjectPath.Of(typeof(PublishedGateway).Assembly, "Configuration");

    internal DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("traffictacos-publish-");

    /// <summary>What runs in a container.</summary>
    internal string Assembly => Path.Combine(Folder.FullName, AssemblyName + ".dll");

    public Task InitializeAsync() =>
        DotnetCommand.RunAsync("publish", Project, "--configuration", Configuration, "--no-build", "--output", Folder.FullName);

    public Task DisposeAsync()
    {
        Folder.Delete(true);
        return Task.CompletedTask;
    }
}
