using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Metadata of the endpoints that a visitor calls with a waiting token: status, enter and leave. So middleware before them
/// (a rate limiter) can find the token, and ask <see cref="IWaitingRoom.ReadTokenAsync"/> whether it is genuine.</summary>
public sealed class WaitingTokenMetadata
{
    internal WaitingTokenMetadata()
    {
    }

    /// <summary>Reads the token that a request to such an endpoint brings in the header <c>X-Waiting-Token</c>, else in the query as
    /// <c>token</c>. Enter takes it in its body as well, which is not read here.</summary>
    /// <param name="context">A request behind routing.</param>
    /// <param name="waitingToken">Any text.</param>
    /// <returns>False when the endpoint takes no waiting token, or the request brings none, or several.</returns>
    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out string? waitingToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        waitingToken = null;
        return context.GetEndpoint()?.Metadata.GetMetadata<WaitingTokenMetadata>() is not null
            && RequestReader.TryWaitingToken(context, out waitingToken);
    }
}
