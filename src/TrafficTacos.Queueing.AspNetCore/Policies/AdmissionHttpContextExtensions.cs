using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Admission from within an endpoint.</summary>
public static class AdmissionHttpContextExtensions
{
    /// <summary>
    /// Does what <c>RequireAdmission</c> does, for an endpoint that learns the event or the token from its own body: claims the pass,
    /// runs <paramref name="work"/>, and spends or releases the pass when its result is written, by the same rule.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The event and the token.</param>
    /// <param name="work">Runs under the pass. If it throws, the pass is released. It should know its outcome before it returns, and
    /// not stop when the client hangs up.</param>
    /// <returns>The result of <paramref name="work"/>, or the error that refuses the request.</returns>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer: 503 <c>QUEUE_UNAVAILABLE</c>, through
    /// <c>UseApiErrors()</c>.</exception>
    public static async Task<IResult> AdmitAsync(this HttpContext context, AdmissionRequest request, Func<Task<IResult>> work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(work);
        var services = context.RequestServices;
        var http = services.GetRequiredService<IOptions<WaitingRoomHttpOptions>>().Value;
        var redeemer = Services.Find<PassRedeemer>(services, nameof(AdmitAsync));
        var token = string.IsNullOrEmpty(request.ReservationToken) ? RequestReader.ReservationToken(context, http) : request.ReservationToken;
        var user = await http.UserIdSelector(context).ConfigureAwait(false);
        var (claim, error) = await redeemer.ClaimAsync(request.EventId, token, user, KeyedExecution.Of(context)).ConfigureAwait(false);
        if (claim is null)
            return error!;

        var pass = new ClaimedPass(context, claim, redeemer, selector: null);
        try
        {
            return new AdmittedResult(await work().ConfigureAwait(false), pass);
        }
        catch
        {
            await pass.CompleteAsync(failed: true).ConfigureAwait(false);
            await pass.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes the result, which decides what becomes of the pass.</summary>
    private sealed class AdmittedResult(IResult result, ClaimedPass pass) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var failed = true;
            await using (pass.ConfigureAwait(false))
            {
                try
                {
                    await result.ExecuteAsync(httpContext).ConfigureAwait(false);
                    failed = false;
                }
                finally
                {
                    await pass.CompleteAsync(failed).ConfigureAwait(false);
                }
            }
        }
    }
}
