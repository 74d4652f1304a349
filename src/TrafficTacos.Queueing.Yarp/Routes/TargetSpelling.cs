using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.Yarp.Routes;

/// <summary>How the target of a request is spelled. It is ambiguous if servers disagree about the path that it means: one of them may take
/// it for a page that should be behind the waiting room.</summary>
internal static class TargetSpelling
{
    // Left after decoding once, these are for the destination to decode again, to cut off, or to read as a separator.
    private const string Forbidden = "%\\;#?";

    /// <summary>The server has decoded the path and resolved dot segments already, and the destination gets what it made of it; only the raw
    /// target still shows how it was spelled.</summary>
    public static bool IsAmbiguous(HttpContext context) =>
        IsAmbiguous(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "", context.Request.Path.Value ?? "");

    /// <summary>Control characters, invisible ones, what is no character, and those that Unicode's compatibility forms or a change of case
    /// turn into ASCII, such as the full-width letters and the Kelvin sign.</summary>
    public static bool IsDisguise(Rune rune) =>
        !rune.IsAscii
            ? Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
              || rune.Value is 0xAA or 0xBA or 0x130 or 0x131 or 0x17F or 0x2044 or 0x2215 or 0xFFFD
                or (>= 0x2B0 and <= 0x2FF) or (>= 0x2024 and <= 0x2026) or (>= 0x2070 and <= 0x209F) or (>= 0x2100 and <= 0x218F)
                or (>= 0x2460 and <= 0x24FF) or (>= 0xFB00 and <= 0xFB06) or (>= 0xFE50 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF5E)
                or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF)
            : rune.Value is < 0x20 or 0x7F;

    private static bool IsAmbiguous(string raw, string path)
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
}
