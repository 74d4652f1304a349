using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>
/// What a request asks for, as rules read it: the path decoded once, by segments, and the query as it came. A target is ambiguous if servers
/// disagree about the path that it means: one of them may take it for a page that should be behind the waiting room.
/// </summary>
internal sealed class RequestTarget
{
    // Left after decoding once, these are for the upstream to decode again, to cut off, or to read as a separator.
    private const string Forbidden = "%\\;#?";

    private RequestTarget(string raw, string path, string query, bool isRead)
    {
        IsAmbiguous = IsAmbiguousPath(raw, path);
        Segments = path.Length > 0 ? path[1..].Split('/') : [""];
        IsRead = isRead;
        Query = query;
    }

    public bool IsAmbiguous { get; }

    /// <summary>Between the slashes. The last one is empty if the path ends with a slash.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; }

    /// <summary>GET or HEAD.</summary>
    public bool IsRead { get; }

    /// <summary>The server has decoded the path and resolved dot segments already, and the upstream gets what it made of it; only the raw
    /// target still shows how it was spelled.</summary>
    public static RequestTarget Of(HttpContext context) => new(
        context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "",
        context.Request.Path.Value ?? "",
        context.Request.QueryString.Value ?? "",
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    private static bool IsAmbiguousPath(string raw, string path)
    {
        // An absolute target (GET http://…), an asterisk or an authority.
        if (!raw.StartsWith('/') || !path.StartsWith('/'))
            return true;
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        var spelled = (end < 0 ? raw : raw[..end]).Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
        return spelled.Split('/').Any(segment => segment is "." or "..")
            || spelled.Contains("//", StringComparison.Ordinal)
            || path.Contains("//", StringComparison.Ordinal)
            || spelled.AsSpan().ContainsAny(";\\#")
            || path.AsSpan().ContainsAny(Forbidden)
            || path.Split('/').Any(IsTrimmedSomewhere)
            || path.EnumerateRunes().Any(IsDisguise);
    }

    /// <summary>Windows ignores dots and blanks at the end of a file's name.</summary>
    private static bool IsTrimmedSomewhere(string segment) => segment.Length > 0 && (segment[^1] is '.' or ' ' || segment[0] == ' ');

    /// <summary>Control characters, invisible ones, what is no character, and those that Unicode's compatibility forms or a change of case
    /// turn into ASCII, such as the full-width letters and the Kelvin sign.</summary>
    private static bool IsDisguise(Rune rune) =>
        !rune.IsAscii
            ? Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
              || rune.Value is 0xAA or 0xBA or 0x130 or 0x131 or 0x17F or 0x2044 or 0x2215 or 0xFFFD
                or (>= 0x2B0 and <= 0x2FF) or (>= 0x2024 and <= 0x2026) or (>= 0x2070 and <= 0x209F) or (>= 0x2100 and <= 0x218F)
                or (>= 0x2460 and <= 0x24FF) or (>= 0xFB00 and <= 0xFB06) or (>= 0xFE50 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF5E)
                or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF)
            : rune.Value is < 0x20 or 0x7F;
}
