using Microsoft.AspNetCore.Builder;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Lets only people with a pass through.</summary>
public static class AdmissionEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Protects an endpoint of any kind: a request needs a valid, unspent reservation token of the event and user in the header
    /// <c>X-Reservation-Token</c>, or is 403 <c>ADMISSION_REQUIRED</c>. The pass is claimed while the endpoint works, spent when
    /// it answers 2xx or 3xx, and given back otherwise. The endpoint finds the claim with
    /// <c>context.Features.Get&lt;PassClaim&gt;()</c>.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="eventId">The event whose passes count.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireAdmission<TBuilder>(this TBuilder builder, string eventId)
        where TBuilder : IEndpointConventionBuilder
    {
        if (!EventIdFormat.IsValid(eventId))
            throw new ArgumentException("An event id has 1 to 128 characters of A-Z a-z 0-9 . _ : -", nameof(eventId));
        return builder.RequireAdmission(options => options.EventId = _ => eventId);
    }

    /// <summary>The same, with options: an event that the request names, who the user is, what happens when the store is
    /// away.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="configure">Sets the options; <see cref="AdmissionRequirementOptions.EventId"/> has to be set.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireAdmission<TBuilder>(this TBuilder builder, Action<AdmissionRequirementOptions> configure)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new AdmissionRequirementOptions();
        configure(options);
        if (options.EventId is not { } eventId)
            throw new ArgumentException("RequireAdmission needs to know the event: set EventId.", nameof(configure));
        // The delegate itself is wrapped: an endpoint filter would be passed over on every endpoint that is no route handler.
        builder.Finally(endpoint => AdmissionMiddleware.Wrap(endpoint, eventId, options));
        return builder;
    }
}
