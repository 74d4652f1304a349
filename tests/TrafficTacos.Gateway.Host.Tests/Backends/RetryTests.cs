using System.Net;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>What is tried again, and what is not. The backend counts.</summary>
public sealed class RetryTests : BackendTestBase
{
    private static readonly object Order = new { event_id = "concert", quantity = 1 };

    [Fact]
    public async Task A_read_is_tried_again_while_the_backend_is_unavailable()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("GetReservation", ScriptedBackend.Fail(StatusCode.Unavailable), ScriptedBackend.FailInTrailers(StatusCode.Unavailable));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        Assert.Equal(3, Backend.Calls.Count);
    }

    [Fact]
    public async Task Unavailable_in_a_reply_is_unavailable()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Error = new Error { Code = ErrorCode.Unavailable } }));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        Assert.Equal(2, Backend.Calls.Count);
    }

    [Fact]
    public async Task It_ends_after_two_more_attempts()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Always("GetReservation", ScriptedBackend.Fail(StatusCode.Unavailable));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal(3, Backend.Calls.Count);
    }

    [Fact]
    public async Task A_write_with_a_key_is_tried_again_with_the_very_same_request()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("CreateReservation", ScriptedBackend.Fail(StatusCode.Unavailable));
        (await shop.PostAsync("/reservations", Replies.User, Order, "key-1")).Should(HttpStatusCode.Accepted);
        var requests = Backend.Of("CreateReservation").Select(call => call.Read(CreateReservationRequest.Parser)).ToArray();
        Assert.Equal(2, requests.Length);
        Assert.Equal("key-1", requests[0].IdempotencyKey);
        Assert.Equal(requests[0], requests[1]);
    }

    [Fact]
    public async Task A_write_without_a_key_is_not()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("CancelReservation", ScriptedBackend.Fail(StatusCode.Unavailable));
        (await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null)).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Single(Backend.Of("CancelReservation"));
        (await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null)).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Aborted)]
    public async Task Other_failures_are_not(StatusCode status)
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Always("GetReservation", ScriptedBackend.Fail(status));
        await shop.GetAsync("/reservations/rsv-1", Replies.User);
        Assert.Single(Backend.Calls);
    }
}
