using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Metadata of the endpoints that a visitor calls with a waiting token: status, enter and leave. Middleware before them, such
/// as a rate limiter, finds the token with it and asks <see cref="IWaitingRoom.ReadTokenAsync"/> whether it is genuine.</summary>
public sealed class WaitingTokenMetadata
{
    internal WaitingTokenMetadata()
    {
    }

    /// <summary>Reads the token of a request to such an endpoint from the header, otherwise from the query. Enter also takes the token
    /// in its body, which is not read here.</summary>
    /// <param name="context">A request behind routing.</param>
    /// <param name="waitingToken">Any text.</param>
    /// <returns>False if the endpoint takes no waiting token, or the request has none or several.</returns>
    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out string? waitingToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        waitingToken = null;
        return context.GetEndpoint()?.Metadata.GetMetadata<WaitingTokenMetadata>() is not null
            && RequestReader.TryWaitingToken(context, RequestReader.Http(context), out waitingToken);
    }
}
