using System.Globalization;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The headers of every response that was counted: <c>X-RateLimit-Limit</c>, the requests that may come at once;
/// <c>-Remaining</c>, how many of them are left; <c>-Reset</c>, the seconds until all of them are available again.</summary>
internal sealed class RateLimitHeaders(HttpResponse response, BucketLimit bucket, RateLimitDecision decision)
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";

    /// <summary>Writes them when the response starts: an error response clears the headers that were set before.</summary>
    public static void AddTo(HttpResponse response, BucketLimit bucket, RateLimitDecision decision) =>
        response.OnStarting(static headers => ((RateLimitHeaders)headers).WriteAsync(), new RateLimitHeaders(response, bucket, decision));

    private Task WriteAsync()
    {
        response.Headers[Limit] = Text(bucket.Burst);
        response.Headers[Remaining] = Text(decision.Remaining);
        response.Headers[Reset] = Text((long)Math.Ceiling(decision.ResetAfter.TotalSeconds));
        return Task.CompletedTask;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
