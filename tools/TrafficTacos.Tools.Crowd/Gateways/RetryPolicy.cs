using System.Globalization;
using TrafficTacos.Tools.Crowd.Contract;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Decides which responses are retried, and when.</summary>
internal static class RetryPolicy
{
    private const int BaseDelayMilliseconds = 250;
    private const int MaxDoublings = 5;
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    /// <summary>The reason for a retry; null if the response is final.</summary>
    public static string? ReasonFor<T>(ApiResponse<T> response)
        where T : class, IResponseBody => response switch
        {
            { Status: 0 } => response.Problem ?? "no response",
            { Status: 429 } or { Status: >= 500 } => response.Status.ToString(CultureInfo.InvariantCulture),
            { Status: 409, ErrorCode: "IDEMPOTENCY_IN_PROGRESS" } => "409 in progress",
            _ => null,
        };

    /// <summary>Whether the attempt may have taken effect. A 429 or 409 changed nothing; a failure may have happened afterwards.</summary>
    public static bool MayHaveTakenEffect(int status) => status is 0 or >= 500;

    /// <summary>The requested delay, otherwise 250 ms doubled with each attempt; then up to a fifth more at random, so that the retries of
    /// many visitors spread.</summary>
    public static TimeSpan DelayFor(TimeSpan? requested, int attempt)
    {
        var delay = requested ?? TimeSpan.FromMilliseconds(BaseDelayMilliseconds << Math.Min(attempt, MaxDoublings));
        return (delay < MaxDelay ? delay : MaxDelay) * (1 + 0.2 * Random.Shared.NextDouble());
    }
}
