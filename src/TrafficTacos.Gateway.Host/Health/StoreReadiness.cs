using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>Whether the store of the queue works, and what is not as it should be in it.</summary>
/// <param name="room">The queue.</param>
/// <param name="watch">Looks at Redis; null without one.</param>
internal sealed class StoreReadiness(IWaitingRoom room, StoreWatch? watch)
{
    /// <summary>Where nothing is wrong, the findings are those of the last minute. Otherwise they are new.</summary>
    public async Task<(bool IsReady, IReadOnlyList<Finding>? Findings)> GetAsync(CancellationToken cancellationToken)
    {
        var isAvailable = await room.IsAvailableAsync(cancellationToken);
        if (watch is null)
            return (isAvailable, null);
        var findings = isAvailable && !watch.HasCritical ? watch.Findings : await watch.RefreshAsync().WaitAsync(cancellationToken);
        return (
            isAvailable && !findings.Any(finding => finding.Severity == FindingSeverity.Critical),
            findings.Count == 0 ? null : [.. findings.Select(Finding.Of)]);
    }
}
