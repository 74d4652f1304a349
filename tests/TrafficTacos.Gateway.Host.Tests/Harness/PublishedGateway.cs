namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>The gateway as <c>dotnet publish</c> leaves it. It is published once for all tests: publishing takes the whole machine for
/// seconds.</summary>
public sealed class PublishedGateway : IAsyncLifetime
{
    internal const string AssemblyName = "TrafficTacos.Gateway.Host";

    internal static string Project { get; } = ProjectPath.Of(typeof(PublishedGateway).Assembly, "GatewayProject");

    internal static string Configuration { get; } = ProjectPath.Of(typeof(PublishedGateway).Assembly, "Configuration");

    private static readonly Lazy<Task<DirectoryInfo>> Published = new(PublishAsync);

    internal DirectoryInfo Folder { get; private set; } = null!;

    /// <summary>What runs in a container.</summary>
    internal string Assembly => Path.Combine(Folder.FullName, AssemblyName + ".dll");

    public async Task InitializeAsync() => Folder = await Published.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<DirectoryInfo> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-publish-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(true);
        await DotnetCommand.RunAsync("publish", Project, "--configuration", Configuration, "--no-build", "--output", folder.FullName);
        return folder;
    }
}
