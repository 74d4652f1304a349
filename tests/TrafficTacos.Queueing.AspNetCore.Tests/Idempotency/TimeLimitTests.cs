using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>A client that hung up and a time limit are two things.</summary>
public sealed class TimeLimitTests() : ShopTests(null)
{
    /// <summary>The lease is measured by a clock that stands still, the limit by that of the framework.</summary>
    [Fact]
    public async Task A_time_limit_ends_a_request_under_a_key_at_once_and_frees_the_key()
    {
        var runs = 0;
        using var log = new LogCollector();
        var shop = await OpenAsync(new ShopPlan
        {
            Time = new FakeTimeProvider(),
            Services = services => services.AddRequestTimeouts().AddLogging(logging => logging.AddProvider(log)),
            Use = app => app.UseRequestTimeouts(),
            Map = app => app.MapPost("/slow", async (CancellationToken cancellationToken) =>
            {
                if (++runs == 1)
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                return "done";
            }).RequireIdempotencyKey().WithRequestTimeout(TimeSpan.FromMilliseconds(100)),
        });
        var key = Fresh.Key();
        Task<Answer> AskAsync() => shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/slow").With("Idempotency-Key", key));
        var late = await AskAsync();
        Assert.True(late.Status == HttpStatusCode.GatewayTimeout, string.Join('\n', log.Lines));
        Assert.Equal("done", (await AskAsync()).Should(HttpStatusCode.OK).Text);
    }

    /// <summary>As Kestrel says it of a body that stalls.</summary>
    [Fact]
    public async Task A_request_that_does_not_arrive_in_time_is_a_408_to_be_sent_again()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapPost("/stalls", string () => throw new BadHttpRequestException("too slow", StatusCodes.Status408RequestTimeout)),
        });
        var answer = await shop.Http.AskAsync(HttpMethod.Post, "/stalls");
        answer.ShouldFail(HttpStatusCode.RequestTimeout, "REQUEST_TIMEOUT");
        Assert.Equal("1", answer.Header("Retry-After"));
    }
}
