using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore.Health;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the waiting room to the application's health checks.</summary>
public static class WaitingRoomHealthChecksBuilderExtensions
{
    private const string DefaultName = "waiting_room";

    /// <summary>
    /// Adds a check of the waiting room's store. <see cref="HealthStatus.Healthy"/> while it answers within
    /// <see cref="WaitingRoomOptions.StoreTimeout"/>, and while <see cref="WaitingRoomOptions.Enabled"/> is false.
    /// </summary>
    /// <remarks>
    /// The default is <see cref="HealthStatus.Degraded"/>, which the framework's endpoint answers with 200. The store is away for every
    /// process at once: if they all became unhealthy, a load balancer would take the last of them away, and visitors would see its error
    /// in place of the waiting page, which goes on by itself when the store is back.
    /// </remarks>
    /// <param name="builder">From <c>AddHealthChecks()</c>.</param>
    /// <param name="name">The name of the check; null is <c>waiting_room</c>.</param>
    /// <param name="failureStatus">What is reported while the store is away; null is <see cref="HealthStatus.Degraded"/>.</param>
    /// <param name="tags">Tags to filter checks by, or null.</param>
    /// <param name="timeout">How long the check may take; null is no limit but that of the store.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddWaitingRoom(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? DefaultName,
            services => new WaitingRoomHealthCheck(
                Services.Find<IWaitingRoom>(services, $"AddHealthChecks().{nameof(AddWaitingRoom)}()"), services.GetRequiredService<IOptions<WaitingRoomOptions>>()),
            failureStatus ?? HealthStatus.Degraded,
            tags,
            timeout));
    }
}
