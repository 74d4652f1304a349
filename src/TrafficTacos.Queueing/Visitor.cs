namespace TrafficTacos.Queueing;

/// <summary>Who asks for a place. The identity is the user; without one the idempotency key; without either, nobody can
/// be recognised and every join is a new place.</summary>
/// <param name="UserId">The authenticated user's id (JWT <c>sub</c>), or null. Never a name from a request body.</param>
/// <param name="IdempotencyKey">The client's key for this very request, or null: the same key and request get the same
/// place again, the same key with another request is a conflict.</param>
public readonly record struct Visitor(string? UserId = null, string? IdempotencyKey = null)
{
    /// <summary>A visitor nobody can recognise.</summary>
    public static Visitor Anonymous => default;

    /// <summary>An authenticated user.</summary>
    /// <param name="userId">The user's id.</param>
    public static Visitor User(string userId) => new(userId);

    /// <summary>Somebody known only by the key of their request.</summary>
    /// <param name="idempotencyKey">The client's key.</param>
    public static Visitor WithKey(string idempotencyKey) => new(null, idempotencyKey);
}
