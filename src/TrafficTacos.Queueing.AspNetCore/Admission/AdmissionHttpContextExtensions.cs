using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Admission from within an endpoint.</summary>
public static class AdmissionHttpContextExtensions
{
    /// <summary>
    /// What <c>RequireAdmission</c> does, for an endpoint that learns the event or the token from its own body: claims the pass,
    /// lets <paramref name="work"/> run, and spends the pass when the result's status is 2xx or 3xx, or gives it back otherwise,
    /// before the answer goes out. A result that names no status counts as a success.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="eventId">The event whose passes count.</param>
    /// <param name="reservationToken">The token of the body; null or empty takes the header <c>X-Reservation-Token</c>.</param>
    /// <param name="userId">The authenticated user of the request, or null.</param>
    /// <param name="work">What needs the pass; what it throws gives the pass back. It should know its outcome before it
    /// returns, and not stop when the client hangs up.</param>
    /// <returns>The result of <paramref name="work"/>, or <see cref="ApiErrors.AdmissionRequired"/>.</returns>
    /// <exception cref="WaitingRoomUnavailableException">The store is away: 503 <c>QUEUE_UNAVAILABLE</c>, through
    /// <c>UseApiErrors()</c>.</exception>
    public static async Task<IResult> AdmitAsync(
        this HttpContext context, string eventId, string? reservationToken, string? userId, Func<Task<IResult>> work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        if (AdmissionMiddleware.Holds(context, eventId))
            return await work().ConfigureAwait(false);

        var services = context.RequestServices;
        var desk = new PassRedeemer(
            Services.Passes(services, nameof(AdmitAsync)), services.GetRequiredService<ILoggerFactory>().CreateLogger<AdmissionMiddleware>());
        var token = string.IsNullOrEmpty(reservationToken) ? RequestReader.ReservationToken(context) : reservationToken;
        if (await desk.ClaimAsync(eventId, token, userId).ConfigureAwait(false) is not { } claim)
            return ApiErrors.AdmissionRequired;

        context.Features.Set(claim);
        var succeeded = false;
        try
        {
            var result = await work().ConfigureAwait(false);
            succeeded = result is not IStatusCodeHttpResult { StatusCode: < 200 or >= 400 };
            return result;
        }
        finally
        {
            await desk.EndAsync(claim, succeeded).ConfigureAwait(false);
        }
    }
}
