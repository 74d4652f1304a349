using System.Globalization;
using TrafficTacos.Tools.Crowd.Contract;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>The final response to a call, after retries.</summary>
/// <param name="Status">The HTTP status; 0 without a response.</param>
/// <param name="Body">Null without a body, or if it cannot be read.</param>
/// <param name="Problem">Why there is no status or no body.</param>
/// <param name="RetryAfter">The interval of the Retry-After header.</param>
/// <param name="FirstSentAt">When the first attempt was sent. The call took effect between this time and <paramref name="CompletedAt"/>.</param>
/// <param name="SentAt">When the attempt that was answered was sent.</param>
/// <param name="CompletedAt">When the response was complete.</param>
/// <param name="IsUnambiguous">False if an earlier attempt may have taken effect.</param>
internal sealed record ApiResponse<T>(
    int Status,
    T? Body,
    string? Problem,
    TimeSpan? RetryAfter,
    TimeSpan FirstSentAt,
    TimeSpan SentAt,
    TimeSpan CompletedAt,
    bool IsUnambiguous)
    where T : class, IResponseBody
{
    public string? ErrorCode => Body?.Error?.Code;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Status, error code and problem, as far as there are any.</summary>
    public string Describe() => string.Join(' ', new[] { Status == 0 ? null : Status.ToString(CultureInfo.InvariantCulture), ErrorCode, Problem }.Where(part => part is not null));
}
