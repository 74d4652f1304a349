using System.IO.Enumeration;
using System.Net;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>A parameter of the query: <c>route=checkout*</c>.</summary>
internal sealed class QueryRule(string name, string value)
{
    private static readonly char[] Separators = ['?', '&', ';'];

    private readonly string _name = NameOf(name);

    /// <summary>Whether any reading of the query has the parameter. Shops differ in how they read names, which of two values they take, and
    /// which characters of a value they drop.</summary>
    public bool Covers(string query) => Parameters(query).Any(one =>
        IsNamed(one.Name) && (!IsPlain(one.Value) || IsMatch(value, one.Value) || IsMatch(Reduced(value), Reduced(one.Value))));

    /// <summary>Whether every reading of the query has the parameter, and with no other value.</summary>
    public bool IsExactly(string query)
    {
        var named = Parameters(query).Where(one => IsNamed(one.Name)).ToList();
        return named.Count > 0 && named.TrueForAll(one => string.Equals(one.Name, name, StringComparison.Ordinal) && IsPlain(one.Value) && IsMatch(value, one.Value));
    }

    private static IEnumerable<(string Name, string Value)> Parameters(string query) =>
        from pair in query.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
        let at = pair.IndexOf('=', StringComparison.Ordinal)
        select (WebUtility.UrlDecode(at < 0 ? pair : pair[..at]), at < 0 ? "" : WebUtility.UrlDecode(pair[(at + 1)..]));

    /// <summary>Decoding once leaves no escape, no control character and no bad UTF-8.</summary>
    private static bool IsPlain(string text) => !text.Contains('%', StringComparison.Ordinal) && !text.Contains('\uFFFD', StringComparison.Ordinal) && !text.Any(char.IsControl);

    private static bool IsMatch(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    /// <summary>The name as the most tolerant shop reads it: decoded until nothing is left to decode, without control characters and bad
    /// UTF-8; and as PHP does: blanks in front go, dots and blanks are underscores, and a bracket begins an index.</summary>
    private static string NameOf(string name)
    {
        for (var decoded = WebUtility.UrlDecode(name); !string.Equals(decoded, name, StringComparison.Ordinal); decoded = WebUtility.UrlDecode(name))
            name = decoded;
        return string.Concat(name.Where(one => !char.IsControl(one) && one != '\uFFFD')).TrimStart().Split('[')[0].Replace('.', '_').Replace(' ', '_');
    }

    /// <summary>What is left of a value if a shop drops what it does not expect.</summary>
    private static string Reduced(string value) => string.Concat(value.Where(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '/' or '*')).TrimStart('/');

    private bool IsNamed(string text) => string.Equals(NameOf(text), _name, StringComparison.OrdinalIgnoreCase);
}
