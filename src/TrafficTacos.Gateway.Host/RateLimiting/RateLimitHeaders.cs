using System.Globalization;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>What a client is told about its limit, on every answer that was counted: <c>X-RateLimit-Limit</c>, how many requests it
/// may send at once; <c>-Remaining</c>, how many of these are left; <c>-Reset</c>, in how many seconds all of them are back.</summary>
internal sealed class RateLimitHeaders(HttpResponse response, RateLimiting.Limit limit, Take take)
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";

    /// <summary>At the last moment: an error clears the headers that stood there before it.</summary>
    public static void Announce(HttpResponse response, RateLimiting.Limit limit, Take take) =>
        response.OnStarting(static headers => ((RateLimitHeaders)headers).WriteAsync(), new RateLimitHeaders(response, limit, take));

    private Task WriteAsync()
    {
        response.Headers[Limit] = Text(limit.Burst);
        response.Headers[Remaining] = Text(take.Remaining);
        response.Headers[Reset] = Text((long)Math.Ceiling(take.FullAfter.TotalSeconds));
        return Task.CompletedTask;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
