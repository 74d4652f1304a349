namespace TrafficTacos.Queueing;

/// <summary>
/// A request for a place in an event's queue. A <see cref="WaitingToken"/> whose place lives keeps that place. Otherwise the visitor's
/// identity is <see cref="UserId"/>; without one it is <see cref="BrowserId"/>; without one it is <see cref="IdempotencyKey"/>; without any the visitor cannot be recognized and
/// every join is a new place. One identity has one place in an event.
/// </summary>
public sealed class JoinRequest
{
    /// <summary>The event: 1 to 128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
    public required string EventId { get; init; }

    /// <summary>The authenticated user's id (JWT <c>sub</c>), or null. Never a name from a request body.</summary>
    public string? UserId { get; init; }

    /// <summary>The browser that the visitor uses, from <see cref="BrowserIdentities.ReadAsync"/>, or null.</summary>
    public string? BrowserId { get; init; }

    /// <summary>The client's key for this request, or null. The same key and request find the same place again; the same key with
    /// another request is a conflict.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The token of the place that the visitor has, or null: from before a reload or a log-in. A user who brings the token of a
    /// place that was joined without a user is attached to it: later joins of theirs find it, and no other user can enter with it. It is
    /// ignored if it is malformed, of another event or of another user, if its place is gone, or if the user has an older place.</summary>
    public string? WaitingToken { get; init; }

    /// <summary>What else the request said, for example a name for the backends, or null. It identifies nobody; it only tells two
    /// requests under one idempotency key apart.</summary>
    public string? Label { get; init; }

    /// <summary>What the application knows of where the visitor comes from, for example a network, or null: 1 to 64 characters. An operator
    /// can remove everybody who joined from one of them, <see cref="WaitingRoomOperator.RemoveManyAsync"/>. Only a keyed hash of it is
    /// stored, and nothing for a visitor who has none.</summary>
    public string? Group { get; init; }

    internal void ThrowIfInvalid(string parameter)
    {
        if (Group is not null)
            VisitorGroup.ThrowIfInvalid(Group, parameter);
    }
}
