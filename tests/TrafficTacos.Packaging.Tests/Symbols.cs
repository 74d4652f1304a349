using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace TrafficTacos.Packaging.Tests;

/// <summary>Reads a portable PDB.</summary>
internal static class Symbols
{
    // "Embedded Source (C# and VB compilers)" of the portable PDB format.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static IReadOnlyList<(string Name, bool HasSource)> Documents(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(symbols));
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(document => (reader.GetString(reader.GetDocument(document).Name), HasSource(reader, document)))];
    }

    private static bool HasSource(MetadataReader reader, DocumentHandle document) =>
        reader.GetCustomDebugInformation(document).Any(one => reader.GetGuid(reader.GetCustomDebugInformation(one).Kind) == EmbeddedSource);
}
