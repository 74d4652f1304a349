using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>For how long a request may hold its Idempotency-Key and its pass before its gateway is taken to be dead: longer than the
/// deadlines it works under, so that it is never missed while it lives, and not much longer, so that whoever repeats it gets in
/// while the pass lasts. All of them are worked out here.</summary>
internal sealed class LeaseDurations(TimeSpan longestCall, IOptions<WaitingRoomOptions> room)
{
    /// <summary>Confirm, cancel, payment intent and process read what they change before they change it.</summary>
    private const int MostCalls = 2;

    /// <summary>Of the key of a request that needs no pass.</summary>
    public TimeSpan OfKey => Kept(OfWork);

    /// <summary>Of the key of a request with a pass. It outlasts the pass's claim, which is made behind it: whoever repeats is told to
    /// wait until both are free, and not that the pass is no good.</summary>
    public TimeSpan OfKeyWithPass
    {
        get
        {
            var claim = room.Value.Events.Values.Select(one => one.ClaimLease).Append(room.Value.ClaimLease).Max() + OfStore(room.Value);
            return Kept(claim > OfWork ? claim : OfWork);
        }
    }

    private TimeSpan OfWork => MostCalls * longestCall + OfStore(room.Value);

    /// <summary>A claim of the pass has to last for a call of the service and both calls of the store around it; a shorter one that is
    /// configured is made as long, within the pass's own time.</summary>
    public static void LengthenClaims(WaitingRoomOptions options, TimeSpan call)
    {
        var least = call + OfStore(options);
        // Events first: what they do not set themselves is still as configured.
        foreach (var one in options.Events.Values)
            one.ClaimLease = AtLeast(one.ClaimLease, least, one.PassLifetime);
        options.ClaimLease = AtLeast(options.ClaimLease, least, options.PassLifetime);
    }

    private static TimeSpan AtLeast(TimeSpan lease, TimeSpan least, TimeSpan passTime) =>
        lease >= least || lease >= passTime ? lease : least < passTime ? least : passTime;

    private static TimeSpan OfStore(WaitingRoomOptions options) => 2 * options.StoreTimeout;

    private TimeSpan Kept(TimeSpan lease) => lease < room.Value.IdempotencyRetention ? lease : room.Value.IdempotencyRetention;
}
