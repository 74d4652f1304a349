using System.Diagnostics;
using System.Globalization;
using System.Net;
using Grpc.Core;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>Backends that are slow, away, or die.</summary>
public sealed class DeadlineTests : BackendTestBase
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    /// <summary>A busy machine may be late, but not for ever.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_silent_backend_is_504_when_its_time_is_over()
    {
        var shop = await OpenAsync(Short);
        Backend.Always("GetReservation", ScriptedBackend.Silence);
        var start = Stopwatch.GetTimestamp();
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.GatewayTimeout, "UPSTREAM_TIMEOUT");
        Assert.InRange(Stopwatch.GetElapsedTime(start), Short - TimeSpan.FromMilliseconds(20), Short + Margin);
        Assert.Single(Backend.Calls);
    }

    [Fact]
    public async Task The_deadline_is_sent_along_and_covers_the_retries()
    {
        var shop = await OpenAsync(TimeSpan.FromSeconds(10));
        // The header counts milliseconds, and the pause before a retry may be shorter: so each failure itself takes a while.
        var failure = ScriptedBackend.Slowly(ScriptedBackend.Fail(StatusCode.Unavailable));
        Backend.Next("GetReservation", failure, failure);
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        var left = Backend.Calls.Select(call => Timeout(call.Headers["grpc-timeout"])).ToArray();
        Assert.Equal(3, left.Length);
        Assert.InRange(left[0], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        Assert.True(left[0] > left[1] && left[1] > left[2], string.Join(", ", left));
    }

    [Theory]
    [InlineData("/reservations/rsv-1")]
    [InlineData("/payment/pi-1/status")]
    public async Task A_backend_that_refuses_connections_is_503(string path)
    {
        var nobody = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RedisServer.FreePort()}"));
        var shop = await OpenAsync(SaleShop.Plan(nobody, nobody));
        var answer = await shop.GetAsync(path, Replies.User);
        answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal("2", answer.Header("Retry-After"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backend_that_dies_in_a_call_is_a_failure_and_the_call_is_not_repeated_blindly(bool withItsConnection)
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("CancelReservation", withItsConnection ? ScriptedBackend.HangUp : ScriptedBackend.Die);
        var answer = await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null);
        Assert.Equal(
            withItsConnection ? (HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE") : (HttpStatusCode.BadGateway, "UPSTREAM_ERROR"),
            (answer.Status, answer.ErrorCode));
        Assert.Single(Backend.Of("CancelReservation"));
        (await shop.PostAsync("/reservations/rsv-1/cancel", Replies.User, null)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_read_survives_a_connection_that_dies()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Next("GetReservation", ScriptedBackend.HangUp);
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_backend_that_is_back_is_found()
    {
        var shop = await OpenAsync(timeout: null);
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Should(HttpStatusCode.OK);
        var port = Backend.Address.Port;
        await Backend.DisposeAsync();
        (await shop.GetAsync("/reservations/rsv-1", Replies.User)).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        await using var again = (await ScriptedBackend.StartAsync(port)).Works();
        await Eventually.IsTrueAsync(async () => (await shop.GetAsync("/reservations/rsv-1", Replies.User)).Status == HttpStatusCode.OK);
    }

    /// <summary>gRPC writes at most eight digits and a unit.</summary>
    private static TimeSpan Timeout(string header)
    {
        var number = double.Parse(header[..^1], CultureInfo.InvariantCulture);
        return header[^1] switch
        {
            'n' => TimeSpan.FromMicroseconds(number / 1000),
            'u' => TimeSpan.FromMicroseconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'S' => TimeSpan.FromSeconds(number),
            _ => throw new ArgumentException(header, nameof(header)),
        };
    }
}
