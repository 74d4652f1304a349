using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Health;

/// <summary>Whether the store answers. A waiting room that is turned off needs none.</summary>
internal sealed class WaitingRoomHealthCheck(IWaitingRoom room, IOptions<WaitingRoomOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Value.Enabled)
            return HealthCheckResult.Healthy("The waiting room is turned off.");
        return await room.IsAvailableAsync(cancellationToken).ConfigureAwait(false)
            ? HealthCheckResult.Healthy("The store answers.")
            : new HealthCheckResult(context.Registration.FailureStatus, $"The store does not answer within StoreTimeout, {options.Value.StoreTimeout}.");
    }
}
