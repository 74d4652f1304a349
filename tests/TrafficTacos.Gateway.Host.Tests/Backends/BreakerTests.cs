using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>A service that is ill is left alone for a moment. One that refuses is not, whatever word it has for it, and one buyer cannot
/// make it ill for all.</summary>
public sealed class BreakerTests : BackendTestBase
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(StatusCode.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(StatusCode.DeadlineExceeded, HttpStatusCode.GatewayTimeout)]
    [InlineData(StatusCode.ResourceExhausted, HttpStatusCode.ServiceUnavailable)]
    public async Task It_opens_after_failures_and_closes_when_the_backend_works(StatusCode status, HttpStatusCode meanwhile)
    {
        var shop = await OpenAsync();
        Backend.Always("CreateReservation", ScriptedBackend.Fail(status));
        for (var i = 0; i < BackendPipeline.MinThroughput; i++)
            await FailAsync(shop, i, meanwhile);

        Backend.Works();
        var open = await shop.GetAsync("/reservations/rsv-1", Replies.User);
        open.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal("2", open.Header("Retry-After"));
        Assert.DoesNotContain("Idempotency-Key", open.Text, StringComparison.Ordinal);
        // The other backend has a breaker of its own.
        (await shop.GetAsync("/payment/pi-1/status", Replies.User)).Should(HttpStatusCode.OK);

        // What Retry-After said is true.
        _time.Advance(TimeSpan.FromSeconds(2));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
    }

    /// <summary>A dead service answers every attempt of a call with UNAVAILABLE: with retries inside, each call would count once as a failure
    /// and twice as a success.</summary>
    [Fact]
    public async Task Retries_do_not_count()
    {
        var shop = await OpenAsync();
        Backend.Always("GetReservation", ScriptedBackend.Fail(StatusCode.Unavailable));
        for (var i = 0; i < BackendPipeline.MinThroughput; i++)
        {
            var asking = shop.GetAsync("/reservations/rsv-1", $"user-{i}");
            await Eventually.IsTrueAsync(() =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(10)); // the pauses between attempts
                return Task.FromResult(asking.IsCompleted);
            });
            (await asking).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        }

        var calls = Backend.Calls.Count;
        (await shop.GetAsync("/reservations/rsv-1", "another")).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal(calls, Backend.Calls.Count);
    }

    [Fact]
    public async Task It_stays_open_when_the_first_call_after_it_fails_too()
    {
        var shop = await OpenAsync();
        Backend.Always("CreateReservation", ScriptedBackend.Fail(StatusCode.DeadlineExceeded));
        for (var i = 0; i < BackendPipeline.MinThroughput; i++)
            await FailAsync(shop, i, HttpStatusCode.GatewayTimeout);
        _time.Advance(TimeSpan.FromSeconds(2));
        Backend.Always("GetReservation", ScriptedBackend.Fail(StatusCode.DeadlineExceeded));
        (await shop.GetAsync("/reservations/rsv-1", "first")).ShouldFail(HttpStatusCode.GatewayTimeout, "UPSTREAM_TIMEOUT");
        (await shop.GetAsync("/reservations/rsv-1", "second")).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
    }

    /// <summary>A service written in Go answers UNKNOWN for an id that does not exist.</summary>
    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unimplemented)]
    public async Task Answers_about_one_request_never_open_it(StatusCode status)
    {
        var shop = await OpenAsync();
        Backend.Always("GetReservation", ScriptedBackend.Fail(status));
        for (var i = 0; i < 3 * BackendPipeline.MinThroughput; i++)
            await shop.GetAsync("/reservations/rsv-1", $"user-{i}");
        Assert.Equal(3 * BackendPipeline.MinThroughput, Backend.Calls.Count);
    }

    [Fact]
    public async Task An_unknown_id_is_a_502_that_says_so()
    {
        var shop = await OpenAsync();
        Backend.Always("GetPaymentStatus", ScriptedBackend.Fail(StatusCode.Unknown));
        var answer = await shop.GetAsync("/payment/pi-none/status", Replies.User);
        answer.ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
        Assert.Contains("id may be wrong", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Idempotency-Key", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_buyer_cannot_open_it_for_all()
    {
        var shop = await OpenAsync();
        for (var i = 0; i < 10 * BackendPipeline.MinThroughput; i++)
        {
            Backend.Next("CancelReservation", ScriptedBackend.Fail(StatusCode.DeadlineExceeded));
            (await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null)).ShouldFail(HttpStatusCode.GatewayTimeout, "UPSTREAM_TIMEOUT");
            if (i % 10 == 0)
                (await shop.GetAsync("/reservations/rsv-1", $"honest-{i}")).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED"); // it was asked
        }
    }

    /// <summary>A call of another user each time. It is tried again only where that may help.</summary>
    private async Task FailAsync(Shop shop, int user, HttpStatusCode status)
    {
        var asking = shop.PostAsync("/reservations", $"user-{user}", new { event_id = "concert", quantity = 1 }, Fresh.Key());
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(10)); // the pauses between attempts
            return Task.FromResult(asking.IsCompleted);
        });
        (await asking).Should(status);
    }

    private Task<Shop> OpenAsync() => OpenAsync(null, services => services.AddSingleton<TimeProvider>(_time));
}
