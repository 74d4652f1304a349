using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TrafficTacos.Queueing.AspNetCore;
using Yarp.ReverseProxy.Forwarder;
using HttpHeaders = System.Net.Http.Headers.HttpHeaders;

namespace TrafficTacos.Queueing.Yarp.Forwarding;

/// <summary>Keeps what the waiting room and the visitor say to each other from the destination, and what the destination says to the waiting
/// room from the visitor. It runs before the response is copied, so that no cache in the proxy sees the header.</summary>
internal sealed class WaitingRoomTransformer(HttpTransformer inner) : HttpTransformer
{
    private const string Header = "Waiting-Room";

    private WaitingRoomCookies? _cookies;

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await inner.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        proxyRequest.Headers.Remove(Header);
        Replace(proxyRequest.Headers, HeaderNames.Cookie, Cookies(httpContext).Remove);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null)
        {
            // Before the response starts: the visitor's cookies end with it.
            if (IsRelease(proxyResponse.Headers))
                await SeatRelease.RunAsync(httpContext).ConfigureAwait(false);
            Clean(proxyResponse.Headers, httpContext);
        }

        return await inner.TransformResponseAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        Clean(proxyResponse.TrailingHeaders, httpContext);
        return inner.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
    }

    private static bool IsRelease(HttpHeaders headers) =>
        headers.NonValidated.TryGetValues(Header, out var values)
        && values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Contains("release", StringComparer.OrdinalIgnoreCase);

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

    private void Clean(HttpHeaders headers, HttpContext context)
    {
        headers.Remove(Header);
        var cookies = Cookies(context);
        Replace(headers, HeaderNames.SetCookie, cookie => cookies.IsOurs(cookie) ? null : cookie);
    }

    /// <summary>YARP builds endpoints without the application's services.</summary>
    private WaitingRoomCookies Cookies(HttpContext context) =>
        _cookies ??= new WaitingRoomCookies(context.RequestServices.GetService<IOptions<WaitingRoomHttpOptions>>());
}
