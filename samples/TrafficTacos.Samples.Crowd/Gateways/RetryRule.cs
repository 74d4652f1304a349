using System.Globalization;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>Which answers are worth asking again for, and when.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The reason to retry, or null when the answer is final.</summary>
    public static string? Reason<T>(Answer<T> answer)
        where T : class, IBody => answer switch
        {
            { Status: 0 } => answer.Problem ?? "no answer",
            { Status: 429 } or { Status: >= 500 } => answer.Status.ToString(CultureInfo.InvariantCulture),
            { Status: 409, Code: "IDEMPOTENCY_IN_PROGRESS" } => "409 in progress",
            _ => null,
        };

    /// <summary>A refusal that says "not now" surely changed nothing; a failure may have struck after the work was done.</summary>
    public static bool LeavesDoubt(int status) => status is 0 or >= 500;

    /// <summary>As told, else 250 ms doubled with each attempt; then up to a fifth more, so that a crowd does not come back as one.</summary>
    public static TimeSpan Wait(TimeSpan? told, int attempt)
    {
        var wait = told ?? TimeSpan.FromMilliseconds(250 << Math.Min(attempt, 5));
        return (wait < Longest ? wait : Longest) * (1 + 0.2 * Random.Shared.NextDouble());
    }
}
