using Grpc.Core;
using Grpc.Net.Client;
using Tickets;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>A gRPC service that needs a pass for each call, called by the real client. It runs on Grpc.AspNetCore 2.71.</summary>
[Collection(PackagingCollection.Name)]
public sealed class GrpcTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    private readonly Lazy<GrpcChannel> _channel = new(() => GrpcChannel.ForAddress(application.GrpcAddress));

    public override Task DisposeAsync()
    {
        if (_channel.IsValueCreated)
            _channel.Value.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_pass_a_call_is_refused_as_a_permission_denied()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.BuyAsync(new Seat { Name = "A1" }));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task A_call_that_succeeds_spends_the_pass()
    {
        var pass = await Shop.PassAsync();
        Assert.Equal("A1", (await Client.BuyAsync(new Seat { Name = "A1" }, With(pass))).Seat);
        await Shop.AssertPassAsync(pass, spent: true);
        var again = await Assert.ThrowsAsync<RpcException>(async () => await Client.BuyAsync(new Seat { Name = "A2" }, With(pass)));
        Assert.Equal(StatusCode.PermissionDenied, again.StatusCode);
    }

    [Fact]
    public async Task A_call_that_fails_releases_the_pass()
    {
        var pass = await Shop.PassAsync();
        var failed = await Assert.ThrowsAsync<RpcException>(async () => await Client.BuyAsync(new Seat { Name = "taken" }, With(pass)));
        Assert.Equal(StatusCode.FailedPrecondition, failed.StatusCode);
        await Shop.AssertPassAsync(pass, spent: false);
    }

    [Theory]
    [InlineData("A", null, true)]
    [InlineData("taken", StatusCode.FailedPrecondition, false)]
    public async Task A_stream_is_judged_by_its_end(string seat, StatusCode? failure, bool spends)
    {
        var pass = await Shop.PassAsync();
        var seats = new List<string>();
        using var call = Client.Watch(new Seat { Name = seat }, With(pass));
        var end = await Record.ExceptionAsync(async () =>
        {
            await foreach (var ticket in call.ResponseStream.ReadAllAsync())
                seats.Add(ticket.Seat);
        });
        Assert.Equal([$"{seat} 1", $"{seat} 2", $"{seat} 3"], seats);
        Assert.Equal(failure, (end as RpcException)?.StatusCode);
        await Shop.AssertPassAsync(pass, spends);
    }

    private Ticketing.TicketingClient Client => new(_channel.Value);

    private static Metadata With(string pass) => new() { { "x-reservation-token", pass } };
}
