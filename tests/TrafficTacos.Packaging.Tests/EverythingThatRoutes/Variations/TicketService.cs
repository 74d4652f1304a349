using Grpc.Core;
using Tickets;

namespace Variations;

/// <summary>A gRPC service that needs a pass for each call.</summary>
public sealed class TicketService : Ticketing.TicketingBase
{
    public override Task<Ticket> Buy(Seat request, ServerCallContext context) =>
        request.Name == "taken"
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "The seat is taken."))
            : Task.FromResult(new Ticket { Seat = request.Name });
}
