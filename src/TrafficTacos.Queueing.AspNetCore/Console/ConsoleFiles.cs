using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The page of the console and its files, which are embedded: those of <c>clients/console</c>. They import each other by relative
/// addresses, so one version stands in the path of all of them: a browser never combines files of two releases, and asks for none twice.</summary>
internal static class ConsoleFiles
{
    private const string Prefix = "console/";
    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Nothing of another host, nothing inline, and in no other page.</summary>
    private const string PageContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, PageAsset> Embedded = Read();

    private static readonly string Version = VersionOf(Embedded);

    /// <summary>The page, at the address under which the console is mapped. It has no data of its own.</summary>
    public static IResult Page(HttpContext context)
    {
        var home = HtmlEncoder.Default.Encode((context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/'));
        var html = Encoding.UTF8.GetString(Embedded["index.html"].Bytes)
            .Replace("data-api=\"api\"", $"data-api=\"{home}/api\"", StringComparison.Ordinal)
            .Replace("=\"files/", $"=\"{home}/files/{Version}/", StringComparison.Ordinal);
        context.Response.Headers.ContentSecurityPolicy = PageContentPolicy;
        return Results.Content(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    /// <param name="context">The request.</param>
    /// <param name="name">The version, and the path in the folder.</param>
    public static IResult File(HttpContext context, string name)
    {
        if (name.Split('/', 2) is not [var version, var path] || !string.Equals(version, Version, StringComparison.Ordinal) || !Embedded.TryGetValue(path, out var file))
            return ApiErrors.NotFound;
        context.Response.Headers.CacheControl = Forever;
        return Results.Bytes(file.Bytes, file.ContentType);
    }

    private static string VersionOf(IReadOnlyDictionary<string, PageAsset> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Key + ' ' + file.Value.Version)))).AsSpan(0, 6));

    private static FrozenDictionary<string, PageAsset> Read()
    {
        var files = new Dictionary<string, PageAsset>(StringComparer.Ordinal);
        var assembly = typeof(ConsoleFiles).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource[Prefix.Length..].Replace('\\', '/')] = new PageAsset(TypeOf(resource), bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6)));
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
