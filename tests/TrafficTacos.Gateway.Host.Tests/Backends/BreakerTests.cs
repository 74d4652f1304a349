using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>A backend that fails is left alone for a moment, and one that refuses is not.</summary>
public sealed class BreakerTests : BackendTestBase
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(StatusCode.Internal, HttpStatusCode.BadGateway)]
    [InlineData(StatusCode.Unknown, HttpStatusCode.BadGateway)]
    [InlineData(StatusCode.DeadlineExceeded, HttpStatusCode.GatewayTimeout)]
    [InlineData(StatusCode.ResourceExhausted, HttpStatusCode.ServiceUnavailable)]
    public async Task It_opens_after_failures_and_closes_when_the_backend_works(StatusCode status, HttpStatusCode meanwhile)
    {
        var shop = await OpenAsync();
        Backend.Always("GetReservation", ScriptedBackend.Fail(status));
        for (var i = 0; i < BackendPipeline.MinThroughput; i++)
            (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(meanwhile);
        Assert.Equal(BackendPipeline.MinThroughput, Backend.Calls.Count);

        Backend.Works();
        var open = await shop.GetAsync("/reservations/rsv-1", Replies.User);
        open.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal("2", open.Header("Retry-After"));
        Assert.Equal(BackendPipeline.MinThroughput, Backend.Calls.Count);
        // The other backend has a breaker of its own.
        (await shop.GetAsync("/payment/pi-1/status", Replies.User)).Should(HttpStatusCode.OK);

        // What Retry-After said is true.
        _time.Advance(TimeSpan.FromSeconds(2));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_stays_open_when_the_first_call_after_it_fails_too()
    {
        var shop = await OpenAsync();
        Backend.Always("GetReservation", ScriptedBackend.Fail(StatusCode.Internal));
        for (var i = 0; i < BackendPipeline.MinThroughput; i++)
            await shop.GetAsync("/reservations/rsv-1", Replies.User);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.BadGateway, "UPSTREAM_ERROR");
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal(BackendPipeline.MinThroughput + 1, Backend.Calls.Count);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task Refusals_never_open_it(StatusCode status)
    {
        var shop = await OpenAsync();
        Backend.Always("GetReservation", ScriptedBackend.Fail(status));
        for (var i = 0; i < 3 * BackendPipeline.MinThroughput; i++)
            await shop.GetAsync("/reservations/rsv-1", Replies.User);
        Assert.Equal(3 * BackendPipeline.MinThroughput, Backend.Calls.Count);
    }

    private Task<Shop> OpenAsync() => OpenAsync(null, services => services.AddSingleton<TimeProvider>(_time));
}
