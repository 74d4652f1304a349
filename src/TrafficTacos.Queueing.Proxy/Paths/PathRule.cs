using System.IO.Enumeration;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>
/// A rule of <c>PROXY_PROTECT</c> or <c>PROXY_EXCLUDE</c>: a path (<c>/shop</c>, <c>/shop/*</c>, <c>/order-*/pay</c>), an extension
/// (<c>*.css</c>), a parameter of the query (<c>?route=checkout*</c>), or a path and a parameter.
/// </summary>
internal sealed class PathRule
{
    private readonly string? _extension;
    private readonly string[] _segments;
    private readonly bool _isPrefix;
    private readonly QueryRule? _query;

    private PathRule(string path, QueryRule? query)
    {
        _query = query;
        _extension = path.StartsWith('*') ? path[1..] : null;
        _isPrefix = path.Length == 0 || path.EndsWith("/*", StringComparison.Ordinal);
        var folder = _isPrefix && path.Length > 0 ? path[..^2] : path;
        _segments = folder.Length < 2 ? [] : folder[1..].Split('/');
    }

    public bool HasQuery => _query is not null;

    /// <summary>Null if the text is no rule.</summary>
    public static PathRule? Parse(string text)
    {
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? text : text[..mark];
        var parameter = mark < 0 ? null : text[(mark + 1)..].Split('=');
        if (parameter is not null and not [{ Length: > 0 }, _] || path.AsSpan().ContainsAny("%\\;#") || path.Contains("//", StringComparison.Ordinal))
            return null;
        var isRule = path.Length == 0 ? parameter is not null
            : path[0] == '/' || (path.StartsWith("*.", StringComparison.Ordinal) && path.Length > 2 && path.LastIndexOfAny(['*', '/']) == 0);
        return isRule ? new PathRule(path, parameter is null ? null : new QueryRule(parameter[0], parameter[1])) : null;
    }

    /// <summary>Generously, for what is protected: with everything below a path, and an extension wherever it stands.</summary>
    public bool Covers(RequestTarget target)
    {
        var isPath = _extension is { } extension
            ? target.Segments.Any(segment => segment.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            : StartsWithSegments(target);
        return isPath && _query?.Covers(target.Query) is not false;
    }

    /// <summary>Strictly, for what is not protected. An extension counts for parts of pages alone, and not behind a segment with a dot: there a
    /// script may stand, which gets the rest as an argument. Many a shop gives every path that is no file to its front controller, which
    /// reads the query: <c>/x.css?add-to-cart=12</c>.</summary>
    public bool IsExactly(RequestTarget target)
    {
        bool isPath;
        if (_extension is { } extension)
        {
            isPath = target.IsForPart
                && target.Segments[^1].Length > extension.Length && target.Segments[^1].EndsWith(extension, StringComparison.OrdinalIgnoreCase)
                && !target.Segments.SkipLast(1).Any(segment => segment.Contains('.', StringComparison.Ordinal));
        }
        else
        {
            var length = Math.Max(_segments.Length, 1);
            isPath = StartsWithSegments(target) && (_isPrefix ? target.Segments.Count > _segments.Length : target.Segments.Count == length && (_segments.Length > 0 || target.Segments[0].Length == 0));
        }

        return isPath && _query?.IsExactly(target.Query) is not false;
    }

    private bool StartsWithSegments(RequestTarget target)
    {
        if (target.Segments.Count < _segments.Length)
            return false;
        for (var i = 0; i < _segments.Length; i++)
        {
            if (!FileSystemName.MatchesSimpleExpression(_segments[i], target.Segments[i], ignoreCase: true))
                return false;
        }

        return true;
    }
}
