using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore;
using Yarp.ReverseProxy.Model;

namespace TrafficTacos.Queueing.Yarp.Routes;

/// <summary>Keeps a route without a waiting room from being a way around one. Routing finds that <c>//checkout/pay</c> is not
/// <c>/checkout/{**rest}</c>; many a destination merges the slashes and serves it.</summary>
internal static class OpenRoute
{
    /// <summary>Answers 404 where an ambiguous target may mean a route that has a waiting room.</summary>
    public static RequestDelegate Guard(RequestDelegate next) => context =>
    {
        if (!TargetSpelling.IsAmbiguous(context) || context.GetEndpoint() is not { } endpoint || IsGated(endpoint) || !MayMeanGatedRoute(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    private static bool IsGated(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<DisableWaitingRoomAttribute>() is null && endpoint.Metadata.GetMetadata<IWaitingRoomMetadata>() is not null;

    private static bool MayMeanGatedRoute(HttpContext context)
    {
        var gated = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RouteModel>() is { } route && IsGated(endpoint) && IsOnHost(route.Config.Match.Hosts, context.Request.Host.Host));
        var letters = LettersOf(context.Request.Path.Value ?? "");
        return gated.Any(endpoint => letters is null || Literals(endpoint.RoutePattern).All(literal => letters.Contains(literal, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsOnHost(IReadOnlyList<string>? hosts, string host) =>
        hosts is null or [] || hosts.Any(one => one.StartsWith('*') || string.Equals(new HostString(one).Host, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>What every reading of a path has in common: its letters and digits in order, decoded until nothing is left to decode. Null
    /// if that cannot be told.</summary>
    private static string? LettersOf(string path)
    {
        for (var decoded = WebUtility.UrlDecode(path); !string.Equals(decoded, path, StringComparison.Ordinal); decoded = WebUtility.UrlDecode(path))
            path = decoded;
        var letters = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes())
        {
            // Full-width letters stand for ASCII, in its order.
            var plain = rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;
            if (Rune.IsLetterOrDigit(plain) && !TargetSpelling.IsDisguise(plain))
                letters.Append(plain.ToString());
            else if (TargetSpelling.IsDisguise(plain) && !IsDropped(plain))
                return null;
        }

        // %u0063 is an escape for Windows alone.
        return path.Contains("%u", StringComparison.OrdinalIgnoreCase) ? null : letters.ToString();
    }

    /// <summary>Some servers ignore these; none reads a letter in them.</summary>
    private static bool IsDropped(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>The fixed parts of a route's path: where they do not appear, no reading leads to the route.</summary>
    private static IEnumerable<string> Literals(RoutePattern pattern) =>
        from segment in pattern.PathSegments
        from literal in segment.Parts.OfType<RoutePatternLiteralPart>()
        select string.Concat(literal.Content.Where(char.IsLetterOrDigit));
}
