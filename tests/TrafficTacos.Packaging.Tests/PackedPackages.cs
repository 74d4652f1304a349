using TrafficTacos.Packaging.Tests.EverythingThatRoutes;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests;

/// <summary>The packages, packed once as a release would be, and what is built from them: each the first time a test asks.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    internal const string EngineId = "TrafficTacos.Queueing";
    internal const string AspNetCoreId = "TrafficTacos.Queueing.AspNetCore";
    internal const string TestingId = "TrafficTacos.Queueing.Testing";
    internal const string TemplatesId = "TrafficTacos.Queueing.Templates";

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-packages-").FullName;
    private readonly Lazy<Task<FreshApplication>> _sample;
    private readonly Lazy<Task<FreshApplication>> _native;

    public PackedPackages()
    {
        _sample = new(() => FreshApplication.BuildAsync(this, "sample", AspNetCoreId, DocumentedShop.Sample().Text));
        _native = new(() => FreshApplication.PublishNativeAsync(this, "native", AspNetCoreId, DocumentedShop.Sample().Text));
    }

    internal Package Engine { get; private set; } = null!;

    internal Package AspNetCore { get; private set; } = null!;

    internal Package Testing { get; private set; } = null!;

    /// <summary>It has no assembly.</summary>
    internal Package Templates { get; private set; } = null!;

    internal IEnumerable<Package> All => [Engine, AspNetCore, Testing];

    /// <summary>Where the packages lie: the local source of the fresh applications.</summary>
    internal string Source => Path.Combine(_folder, "packages");

    /// <summary>What they were packed from.</summary>
    internal string Sources => Path.Combine(_folder, "sources");

    /// <summary>The package cache of the fresh applications: empty of whatever this machine packed before.</summary>
    internal string Cache => Path.Combine(_folder, "cache");

    internal string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>The protected shop of the samples.</summary>
    internal Task<FreshApplication> SampleAsync() => _sample.Value;

    /// <summary>The same, published ahead of time.</summary>
    internal Task<FreshApplication> NativeAsync() => _native.Value;

    public async Task InitializeAsync()
    {
        await PackAsync(RepositoryCopy.Root, Sources, Source);
        Engine = Package.Find(Source, EngineId);
        AspNetCore = Package.Find(Source, AspNetCoreId);
        Testing = Package.Find(Source, TestingId);
        Templates = Package.Find(Source, TemplatesId);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, true);
        return Task.CompletedTask;
    }

    /// <summary>The same sources, packed again in another folder, which stands for another machine.</summary>
    internal async Task<string> PackAgainAsync()
    {
        var packages = Path.Combine(_folder, "again");
        await PackAsync(Sources, Path.Combine(_folder, "sources-elsewhere"), packages);
        return packages;
    }

    private static async Task PackAsync(string from, string copy, string into)
    {
        await RepositoryCopy.CreateAsync(from, copy);
        var release = new Dictionary<string, string> { ["CI"] = "true" };
        foreach (var id in (string[])[EngineId, AspNetCoreId, TestingId, TemplatesId])
            await Command.RunAsync("dotnet", ["pack", $"src/{id}", "--configuration", "Release", "--output", into], copy, release);
    }
}

/// <summary>All tests share the packages, one Redis and the applications.</summary>
[CollectionDefinition(Name)]
public sealed class PackagingCollection : ICollectionFixture<PackedPackages>, ICollectionFixture<RedisFixture>, ICollectionFixture<EverythingApplication>, ICollectionFixture<VariationsApplication>, ICollectionFixture<GeneratedClients>
{
    public const string Name = "packages";
}
