using System.Security.Cryptography;
using System.Xml.Linq;

namespace TrafficTacos.Packaging.Tests;

/// <summary>What is in the packed files.</summary>
[Collection(PackagingCollection.Name)]
public sealed class PackageContentTests(PackedPackages packages)
{
    [Theory]
    [InlineData(PackedPackages.EngineId)]
    [InlineData(PackedPackages.AspNetCoreId)]
    [InlineData(PackedPackages.TestingId)]
    public void TheGalleryIsToldWhatItIs(string id)
    {
        var package = Of(id);

        Assert.Equal(id, package.Value("id"));
        Assert.True(package.Value("description").Length > 80, package.Value("description"));
        Assert.Contains("waiting-room", package.Value("tags").Split(' '));
        Assert.Equal("MIT", package.Value("license"));
        Assert.Equal("expression", package.Element("license")!.Attribute("type")!.Value);
        Assert.NotEmpty(package.Value("authors"));
        Assert.NotEmpty(package.Value("copyright"));
        Assert.Equal("icon.png", package.Value("icon"));
        Assert.Equal("PACKAGE.md", package.Value("readme"));
        Assert.Equal("git", package.Element("repository")!.Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", package.Element("repository")!.Attribute("commit")!.Value);
    }

    [Theory]
    [InlineData(PackedPackages.EngineId)]
    [InlineData(PackedPackages.AspNetCoreId)]
    [InlineData(PackedPackages.TestingId)]
    public void NothingStrayIsPacked(string id)
    {
        string[] expected =
        [
            "PACKAGE.md", "[Content_Types].xml", "_rels/.rels", $"{id}.nuspec", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml",
        ];

        var found = Of(id).Entries.Where(entry => !entry.EndsWith(".psmdcp", StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AllHaveOneVersionAndTheOthersNeedTheEngine()
    {
        Assert.All(packages.All, package => Assert.Equal(packages.Engine.Version, package.Version));
        Assert.All(packages.All.Skip(1), package => Assert.Equal(packages.Engine.Version, package.Dependencies[PackedPackages.EngineId]));
        Assert.DoesNotContain(packages.Engine.Dependencies.Keys, id => id.StartsWith("TrafficTacos", StringComparison.Ordinal));
        var framework = packages.AspNetCore.Element("frameworkReferences")!.Elements().Single().Elements().Single();
        Assert.Equal("Microsoft.AspNetCore.App", framework.Attribute("name")!.Value);
    }

    [Theory]
    [InlineData(PackedPackages.EngineId)]
    [InlineData(PackedPackages.AspNetCoreId)]
    [InlineData(PackedPackages.TestingId)]
    public void NoBuildToolBecomesADependencyOfTheEmbedder(string id) =>
        Assert.All(Of(id).Dependencies.Keys, one => Assert.True(
            one is PackedPackages.EngineId or "OpenTelemetry.Api" or "StackExchange.Redis" || one.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal), one));

    [Theory]
    [InlineData(PackedPackages.EngineId, "M:Microsoft.Extensions.DependencyInjection.WaitingRoomServiceCollectionExtensions.AddWaitingRoom")]
    [InlineData(PackedPackages.AspNetCoreId, "M:Microsoft.AspNetCore.Builder.WaitingRoomEndpointRouteBuilderExtensions.MapWaitingRoom")]
    [InlineData(PackedPackages.TestingId, "M:TrafficTacos.Queueing.Testing.WaitingRoomHttpClientExtensions.AdmitAsync")]
    public void TheDocumentationOfMembersIsIn(string id, string member)
    {
        var documentation = XDocument.Parse(Of(id).Text($"lib/net10.0/{id}.xml"));

        Assert.Contains(
            documentation.Descendants("member"),
            one => one.Attribute("name")!.Value.StartsWith(member, StringComparison.Ordinal) && one.Element("summary") is not null);
    }

    [Theory]
    [InlineData(PackedPackages.EngineId, "AddWaitingRoom")]
    [InlineData(PackedPackages.AspNetCoreId, "MapWaitingRoom")]
    [InlineData(PackedPackages.TestingId, "AddWaitingRoomTesting")]
    public void TheReadmeShowsTheFirstCall(string id, string call) => Assert.Contains(call, Of(id).Text("PACKAGE.md"), StringComparison.Ordinal);

    [Fact]
    public void EveryScriptIsEmbeddedAsItStandsInTheRepository()
    {
        var folder = Path.Combine(RepositoryCopy.Root, "lua");
        var gateway = Path.Combine(folder, "gateway") + Path.DirectorySeparatorChar;
        var scripts = Directory.EnumerateFiles(folder, "*.lua", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(gateway, StringComparison.Ordinal))
            .ToDictionary(path => "lua/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);

        Assert.NotEmpty(scripts);
        Assert.Equal(scripts.OrderBy(one => one.Key, StringComparer.Ordinal), packages.Engine.Resources().OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(PackedPackages.EngineId)]
    [InlineData(PackedPackages.AspNetCoreId)]
    [InlineData(PackedPackages.TestingId)]
    public void ADebuggerFindsEverySourceInTheSymbols(string id)
    {
        var documents = Symbols.Documents(Of(id).Symbols);

        Assert.True(documents.Count > 5, $"{documents.Count} documents");
        Assert.All(documents, document => Assert.True(document.HasSource, document.Name));
        Assert.All(documents, document => Assert.StartsWith("/_", document.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASecondMachineBuildsTheSameAssemblies()
    {
        var again = await packages.PackAgainAsync();

        foreach (var first in packages.All)
        {
            var second = Package.Find(again, first.Id);
            Assert.Equal(SHA256.HashData(first.Assembly), SHA256.HashData(second.Assembly));
            Assert.Equal(SHA256.HashData(first.Symbols), SHA256.HashData(second.Symbols));
        }
    }

    private Package Of(string id) => packages.All.Single(package => package.Id == id);
}
