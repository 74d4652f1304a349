using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>
/// The embedded files of the waiting page and its client, by name: <c>page.js</c>, <c>page.css</c>, <c>client.js</c>, <c>client.d.ts</c>,
/// <c>icon.svg</c>, <c>preview.css</c>; the page that checks a draw, <c>draw/index.html</c>, and its files; and <c>accent-rrggbb.css</c> for any colour.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, PageAsset> Embedded = Read();

    public static bool TryFind(string name, [NotNullWhen(true)] out PageAsset? asset)
    {
        ArgumentNullException.ThrowIfNull(name);
        asset = null;
        if (Embedded.TryGetValue(name, out asset))
            return true;
        if (AccentColor.TryReadFileName(name, out var color))
            asset = Make(name, Encoding.UTF8.GetBytes(color.Css));
        return asset is not null;
    }

    /// <summary>The address of a file, with its version.</summary>
    public static string AddressOf(string basePath, string name) =>
        TryFind(name, out var asset) ? $"{basePath}/{name}?v={asset.Version}" : throw new ArgumentException($"There is no file '{name}'.", nameof(name));

    private static FrozenDictionary<string, PageAsset> Read()
    {
        var files = new Dictionary<string, PageAsset>(StringComparer.Ordinal);
        var assembly = typeof(PageAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource[Prefix.Length..]] = Make(resource, bytes);
        }

        // The page's script imports the client; a browser that has an older one for a year must not combine them.
        var script = Encoding.UTF8.GetString(files["page.js"].Bytes).Replace("'./client.js'", $"'./client.js?v={files["client.js"].Version}'", StringComparison.Ordinal);
        files["page.js"] = Make("page.js", Encoding.UTF8.GetBytes(script));
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static PageAsset Make(string name, byte[] bytes) => new(TypeOf(name), bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6)));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".html" => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
