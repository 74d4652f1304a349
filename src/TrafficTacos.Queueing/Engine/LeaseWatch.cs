using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Tells of requests that took longer than the lease of what they claimed: another request may have worked beside them.</summary>
internal sealed class LeaseWatch(WaitingRoomMetrics metrics, TimeProvider time, ILogger<LeaseWatch> logger)
{
    /// <summary>The type of a claim on a pass.</summary>
    public const string Pass = "pass";

    /// <summary>The type of a claim on an Idempotency-Key.</summary>
    public const string Key = "key";

    /// <summary>When a store stood still, it is every request of that time.</summary>
    private readonly WarningPace _warnings = new(time);

    /// <summary>A claim is made now.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>A claim is ended now.</summary>
    /// <param name="type">Pass or key.</param>
    /// <param name="begun">From <see cref="Begin"/>.</param>
    /// <param name="lease">How long the claim held.</param>
    public void End(string type, long begun, TimeSpan lease)
    {
        var took = time.GetElapsedTime(begun);
        if (took <= lease)
            return;
        metrics.LeaseOverrun(type);
        if (_warnings.Count() is > 0 and var count)
            logger.LeaseOverrun(type, took.TotalSeconds, lease.TotalSeconds, count);
    }
}
