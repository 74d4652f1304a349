using System.IO.Compression;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A packed file as a reader of the package sees it.</summary>
internal sealed class Package
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    private Package(string id, string path)
    {
        Id = id;
        Path = path;
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            _entries[entry.FullName] = content.ToArray();
        }

        var nuspec = XDocument.Parse(Text($"{id}.nuspec"));
        var names = nuspec.Root!.Name.Namespace;
        Metadata = nuspec.Root.Element(names + "metadata")!;
    }

    public string Id { get; }

    public string Path { get; }

    public XElement Metadata { get; }

    public string Version => Value("version");

    public IEnumerable<string> Entries => _entries.Keys;

    public byte[] Assembly => _entries[$"lib/net10.0/{Id}.dll"];

    /// <summary>The symbols, from the package beside this one.</summary>
    public byte[] Symbols => new Package(Id, System.IO.Path.ChangeExtension(Path, ".snupkg"))._entries[$"lib/net10.0/{Id}.pdb"];

    /// <summary>The one package of that id in a folder; the longer id of the other begins the same.</summary>
    public static Package Find(string folder, string id) =>
        new(id, Directory.EnumerateFiles(folder, $"{id}.*.nupkg").Single(path => char.IsAsciiDigit(System.IO.Path.GetFileName(path)[id.Length + 1])));

    public string Text(string entry) => new StreamReader(new MemoryStream(_entries[entry])).ReadToEnd();

    public string Value(string element) => Element(element)?.Value ?? "";

    public XElement? Element(string element) => Metadata.Element(Metadata.Name.Namespace + element);

    /// <summary>Dependencies of the one target framework: id → version.</summary>
    public IReadOnlyDictionary<string, string> Dependencies =>
        Element("dependencies")!.Elements().Single().Elements().ToDictionary(one => one.Attribute("id")!.Value, one => one.Attribute("version")!.Value);

    /// <summary>Name → text of what the assembly carries.</summary>
    public IReadOnlyDictionary<string, string> Resources()
    {
        var context = new AssemblyLoadContext(Id, isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(Assembly));
            return assembly.GetManifestResourceNames()
                .ToDictionary(name => name, name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd());
        }
        finally
        {
            context.Unload();
        }
    }
}
