using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// The time for which a request holds its idempotency key and its pass. If its gateway dies, both become free after it. It is longer than
/// the deadlines of the request, so that a request that is still running never loses them, and not much longer, so that a client that
/// repeats the request gets through while its pass is valid.
/// </summary>
internal sealed class LeaseDurations(TimeSpan maxCallTimeout, IOptions<WaitingRoomOptions> room)
{
    /// <summary>Confirm, cancel, payment intent and process make two calls: they read what they change first.</summary>
    private const int MaxCalls = 2;

    /// <summary>For the key of a request without a pass.</summary>
    public TimeSpan Key => AtMostRetention(Work);

    /// <summary>For the key of a request with a pass. It outlasts the claim of the pass, which is made later: a client that repeats the
    /// request is told that it is in progress until both are free, and not that its pass is invalid.</summary>
    public TimeSpan KeyWithPass
    {
        get
        {
            var claim = room.Value.Events.Values.Select(one => one.ClaimLease).Append(room.Value.ClaimLease).Max() + StoreCalls(room.Value);
            return AtMostRetention(claim > Work ? claim : Work);
        }
    }

    private TimeSpan Work => MaxCalls * maxCallTimeout + StoreCalls(room.Value);

    /// <summary>Extends claims that are configured to be shorter than a call to the backend with two store calls around it, but not beyond
    /// the lifetime of the pass.</summary>
    public static void ExtendClaims(WaitingRoomOptions options, TimeSpan callTimeout)
    {
        var minimum = callTimeout + StoreCalls(options);
        // Events first: an event without a value of its own still reads the configured one.
        foreach (var one in options.Events.Values)
            one.ClaimLease = Extend(one.ClaimLease, minimum, one.PassLifetime);
        options.ClaimLease = Extend(options.ClaimLease, minimum, options.PassLifetime);
    }

    private static TimeSpan Extend(TimeSpan lease, TimeSpan minimum, TimeSpan passLifetime) =>
        lease >= minimum || lease >= passLifetime ? lease : minimum < passLifetime ? minimum : passLifetime;

    private static TimeSpan StoreCalls(WaitingRoomOptions options) => 2 * options.StoreTimeout;

    private TimeSpan AtMostRetention(TimeSpan lease) => lease < room.Value.IdempotencyRetention ? lease : room.Value.IdempotencyRetention;
}
