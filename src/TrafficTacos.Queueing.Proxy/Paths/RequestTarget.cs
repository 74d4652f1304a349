using System.Text.RegularExpressions;
using TrafficTacos.Queueing.Yarp.Routes;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>What a request asks for, as rules read it: the path decoded once, by segments, and the query as it came.</summary>
internal sealed partial class RequestTarget
{
    private RequestTarget(HttpRequest request)
    {
        IsAmbiguous = TargetSpelling.IsAmbiguous(request.HttpContext);
        Segments = request.Path.Value is { Length: > 0 } path ? path[1..].Split('/') : [""];
        Query = request.QueryString.Value ?? "";
        IsForPart = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Headers["Sec-Fetch-Dest"].ToString() is not ("document" or "iframe" or "frame")
            && (Query.Length <= 1 || Version().IsMatch(Query));
    }

    /// <summary>Servers disagree about the path that it means.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Between the slashes. The last one is empty if the path ends with a slash.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; }

    /// <summary>GET or HEAD, for a part of a page rather than a page, and without a query that a program could act on: a version alone, such
    /// as <c>?v=1.2</c> or <c>?1700000000</c>.</summary>
    public bool IsForPart { get; }

    public static RequestTarget Of(HttpContext context) => new(context.Request);

    [GeneratedRegex(@"^\?(v(er)?=[A-Za-z0-9._-]*|(?=[^0-9]*[0-9])[A-Fa-f0-9._-]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
