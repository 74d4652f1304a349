using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The page of the console and its files, which are embedded: those of <c>clients/console</c>.</summary>
internal static partial class ConsoleFiles
{
    private const string Prefix = "console/";
    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Nothing of another host, nothing inline, and in no other page.</summary>
    private const string PageContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, PageAsset> Embedded = Read();

    /// <summary>The page, at the address under which the console is mapped.</summary>
    public static IResult Page(HttpContext context)
    {
        var home = HtmlEncoder.Default.Encode((context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/'));
        var html = Embedded.TryGetValue("index.html", out var page) ? Encoding.UTF8.GetString(page.Bytes) : "<!doctype html><html data-api=\"api\"><title>Operator</title>";
        html = html.Replace("data-api=\"api\"", $"data-api=\"{home}/api\"", StringComparison.Ordinal);
        html = FileAddress().Replace(html, found => $"{found.Groups["attribute"].Value}=\"{home}/files/{AddressOf(found.Groups["name"].Value)}\"");
        context.Response.Headers.ContentSecurityPolicy = PageContentPolicy;
        context.Response.Headers.Vary = "Accept-Language";
        return Results.Content(html, "text/html; charset=utf-8", Encoding.UTF8);
    }

    public static IResult File(HttpContext context, string name)
    {
        if (!Embedded.TryGetValue(name, out var file))
            return ApiErrors.NotFound;
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? Forever : "no-cache";
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{file.Version}\""));
    }

    private static string AddressOf(string name) => Embedded.TryGetValue(name, out var file) ? $"{name}?v={file.Version}" : name;

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

    [GeneratedRegex("(?<attribute>src|href)=\"files/(?<name>[A-Za-z0-9./_-]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FileAddress();
}
