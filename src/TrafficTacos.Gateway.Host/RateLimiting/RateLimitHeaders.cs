using System.Globalization;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>What a client is told about its limit, on every answer that was counted: <c>X-RateLimit-Limit</c>, how many requests it
/// may send at once; <c>-Remaining</c>, how many of these are left; <c>-Reset</c>, in how many seconds all of them are back.</summary>
internal sealed class RateLimitHeaders(HttpResponse response, Limit limit, Take take)
{
    private const string LimitHeader = "X-RateLimit-Limit";
    private const string RemainingHeader = "X-RateLimit-Remaining";
    private const string ResetHeader = "X-RateLimit-Reset";

    /// <summary>At the last moment: an error clears the headers that stood there before it.</summary>
    public static void Announce(HttpResponse response, Limit limit, Take take) =>
        response.OnStarting(static headers => ((RateLimitHeaders)headers).WriteAsync(), new RateLimitHeaders(response, limit, take));

    private Task WriteAsync()
    {
        response.Headers[LimitHeader] = Text(limit.Burst);
        response.Headers[RemainingHeader] = Text(take.Remaining);
        response.Headers[ResetHeader] = Text((long)Math.Ceiling(take.FullAfter.TotalSeconds));
        return Task.CompletedTask;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
