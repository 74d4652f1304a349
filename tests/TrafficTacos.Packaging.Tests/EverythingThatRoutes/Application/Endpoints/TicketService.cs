using Grpc.Core;
using Tickets;

namespace Everything.Endpoints;

/// <summary>A gRPC service that needs a pass for each call.</summary>
public sealed class TicketService : Ticketing.TicketingBase
{
    public override Task<Ticket> Buy(Seat request, ServerCallContext context) =>
        request.Name == "taken"
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "The seat is taken."))
            : Task.FromResult(new Ticket { Seat = request.Name });

    public override async Task Watch(Seat request, IServerStreamWriter<Ticket> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= 3; i++)
            await responseStream.WriteAsync(new Ticket { Seat = $"{request.Name} {i}" });
        if (request.Name == "taken")
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "The seat is taken."));
    }
}
