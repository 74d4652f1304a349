using Microsoft.AspNetCore.Mvc;
using TrafficTacos.Queueing.AspNetCore;

namespace Variations;

public sealed record OrderRequest(string Seat);

public sealed record OrderResponse(string Seat, string Status);

/// <summary>An order at a controller.</summary>
[ApiController]
[Route("controller")]
public sealed class OrderController : ControllerBase
{
    [HttpPost("orders")]
    [RequireAdmission("concert")]
    public ActionResult<OrderResponse> Order(OrderRequest order) => new OrderResponse(order.Seat, "confirmed");
}
