using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;
using HttpHeaders = System.Net.Http.Headers.HttpHeaders;

namespace TrafficTacos.Queueing.Yarp.Forwarding;

/// <summary>Keeps what the waiting room and the visitor say to each other from the destination, and what the destination says to the waiting
/// room from the visitor. It runs before the response is copied, so that no cache in the proxy sees the header.</summary>
internal sealed class WaitingRoomTransformer(HttpTransformer inner) : HttpTransformer
{
    private const string Header = "Waiting-Room";

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await inner.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        proxyRequest.Headers.Remove(Header);
        Replace(proxyRequest.Headers, HeaderNames.Cookie, WaitingRoomCookies.Remove);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null)
            Clean(proxyResponse.Headers);
        return await inner.TransformResponseAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        Clean(proxyResponse.TrailingHeaders);
        return inner.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
    }

    private static void Clean(HttpHeaders headers)
    {
        headers.Remove(Header);
        Replace(headers, HeaderNames.SetCookie, static cookie => WaitingRoomCookies.IsOurs(cookie) ? null : cookie);
    }

    private static void Replace(HttpHeaders headers, string name, Func<string, string?> replace)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values))
            return;
        var before = values.ToArray();
        var after = before.Select(replace).OfType<string>().ToArray();
        if (after.SequenceEqual(before, StringComparer.Ordinal))
            return;
        headers.Remove(name);
        if (after.Length > 0)
            headers.TryAddWithoutValidation(name, after);
    }
}
