using Grpc.Core;
using Grpc.Net.Client;
using Tickets;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>The same as <see cref="GrpcTests"/> on the newest Grpc.AspNetCore.</summary>
[Collection(PackagingCollection.Name)]
public sealed class NewestGrpcTests(PackedPackages packages, VariationsApplication variations)
{
    [Fact]
    public async Task A_call_needs_a_pass_a_failure_releases_it_and_success_spends_it()
    {
        await using var shop = await variations.StartAsync(packages, "plain");
        using var channel = GrpcChannel.ForAddress(shop.GrpcAddress);
        var client = new Ticketing.TicketingClient(channel);
        var pass = new Metadata { { "x-reservation-token", await shop.Queue.PassAsync("concert") } };

        Assert.Equal(StatusCode.PermissionDenied, await StatusOfAsync("A1", []));
        Assert.Equal(StatusCode.FailedPrecondition, await StatusOfAsync("taken", pass));
        Assert.Equal(StatusCode.OK, await StatusOfAsync("A1", pass));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOfAsync("A1", pass));

        async Task<StatusCode> StatusOfAsync(string seat, Metadata headers)
        {
            using var call = client.BuyAsync(new Seat { Name = seat }, headers);
            var failure = await Record.ExceptionAsync(async () => await call);
            return failure is null ? StatusCode.OK : Assert.IsType<RpcException>(failure).StatusCode;
        }
    }
}
