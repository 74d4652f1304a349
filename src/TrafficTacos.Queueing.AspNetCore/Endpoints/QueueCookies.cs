using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>A request feature of the queue's calls where <c>UseWaitingRoom()</c> serves them: the visitor's browser keeps in cookies what
/// other clients keep themselves.</summary>
internal abstract class QueueCookies
{
    /// <summary>The browser's id for a join; a browser that has none gets one.</summary>
    public abstract ValueTask<string?> IdentifyAsync(HttpContext context, string eventId);

    /// <summary>What a visitor is told who may not take a place now; null if they may.</summary>
    public abstract ValueTask<IResult?> RefuseAsync(HttpContext context, string eventId);

    public abstract void KeepPlace(HttpContext context, string eventId, string waitingToken);

    public abstract ValueTask KeepSessionAsync(HttpContext context, string eventId, string sessionToken);

    public abstract void Forget(HttpContext context);
}
