using System.Net;
using Xunit;

namespace TrafficTacos.Testing;

internal static class IdempotencyAssertions
{
    /// <summary>Asserts that a response is a stored one, or is not.</summary>
    public static Answer ShouldBeReplayed(this Answer answer, bool replayed = true)
    {
        var expected = replayed ? "true" : null;
        Assert.Equal((expected, expected), (answer.Header("Idempotency-Replayed"), answer.Header("X-Idempotency-Cached")));
        return answer;
    }

    public static void ShouldBeInProgress(this Answer answer)
    {
        answer.ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_IN_PROGRESS");
        Assert.Equal("1", answer.Header("Retry-After"));
    }
}
