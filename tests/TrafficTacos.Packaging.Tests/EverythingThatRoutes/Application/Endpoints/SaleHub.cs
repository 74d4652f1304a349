using Microsoft.AspNetCore.SignalR;

namespace Everything.Endpoints;

/// <summary>A hub that needs a pass for each connection.</summary>
public sealed class SaleHub : Hub
{
    public string Buy(string seat) => $"{seat} is yours";
}
