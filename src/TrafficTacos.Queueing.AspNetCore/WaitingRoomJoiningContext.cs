using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>A visitor who is about to take a place at a gate: the moment for a check against bots.</summary>
public sealed class WaitingRoomJoiningContext
{
    /// <summary>The request.</summary>
    public required HttpContext HttpContext { get; init; }

    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>The answer instead of a place; null, the default, lets the visitor join.</summary>
    public IResult? Rejection { get; private set; }

    /// <summary>Refuses the place.</summary>
    /// <param name="answer">What the visitor gets instead, such as a page with a challenge.</param>
    public void Reject(IResult answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Rejection = answer;
    }

    /// <summary>Asks a policy whether a visitor may take a place.</summary>
    /// <returns>The answer instead of a place, or null.</returns>
    internal static async ValueTask<IResult?> AskAsync(WaitingRoomPolicyOptions policy, HttpContext context, string eventId)
    {
        if (policy.OnJoining is not { } joining)
            return null;
        var asked = new WaitingRoomJoiningContext { HttpContext = context, EventId = eventId };
        await joining(asked).ConfigureAwait(false);
        return asked.Rejection;
    }
}
