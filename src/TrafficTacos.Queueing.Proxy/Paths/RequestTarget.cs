using TrafficTacos.Queueing.Yarp.Routes;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>What a request asks for, as rules read it: the path decoded once, by segments, and the query as it came.</summary>
internal sealed class RequestTarget
{
    private RequestTarget(HttpRequest request)
    {
        IsAmbiguous = TargetSpelling.IsAmbiguous(request.HttpContext);
        Segments = request.Path.Value is { Length: > 0 } path ? path[1..].Split('/') : [""];
        Query = request.QueryString.Value ?? "";
        IsRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
    }

    /// <summary>Servers disagree about the path that it means.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Between the slashes. The last one is empty if the path ends with a slash.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; }

    /// <summary>GET or HEAD.</summary>
    public bool IsRead { get; }

    public static RequestTarget Of(HttpContext context) => new(context.Request);
}
