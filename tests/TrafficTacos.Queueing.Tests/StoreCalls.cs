namespace TrafficTacos.Queueing.Tests;

/// <summary>Calls with tokens that prove nothing, for tests in which nothing is lost.</summary>
internal static class StoreCalls
{
    public const ulong PassId = 7;

    public static ValueTask<StatusReply> StatusAsync(
        this IQueueStore store, string eventId, Place place, bool hidden, EventPolicy policy, CancellationToken cancellationToken) =>
        store.StatusAsync(eventId, place, default, hidden, policy, cancellationToken);

    public static ValueTask<EnterReply> EnterAsync(
        this IQueueStore store, string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        store.EnterAsync(eventId, place, default, user, PassId, policy, cancellationToken);

    /// <param name="store">The store.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="place">The place.</param>
    /// <param name="step">The step.</param>
    /// <param name="owner">Names the attempt; it is bound to no key.</param>
    /// <param name="policy">The numbers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static ValueTask<RedeemReply> RedeemAsync(
        this IQueueStore store, string eventId, Place place, RedeemStep step, UInt128 owner, EventPolicy policy, CancellationToken cancellationToken) =>
        store.RedeemAsync(eventId, place, default, step, new PassClaimant(UInt128.Zero, owner), policy, cancellationToken);
}
