using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Handles requests about reservations. Each missing value has an error of its own.</summary>
internal sealed class ReservationHandlers(ReservationBackend backend, ReservationSettings settings, IOptions<WaitingRoomHttpOptions> http)
{
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        var (body, invalidBody) = await RequestReader.BodyAsync(context, ReservationJson.Default.CreateReservationBody);
        if (body is null)
            return invalidBody!;
        var (request, wrong) = ReservationRequestFactory.Create(body, context);
        if (request is null)
            return wrong!;
        // A timeout releases the pass although the seats may be held. A client that repeats the request with the same Idempotency-Key needs
        // the pass, and the service recognises the key. With another key there is one more hold, which expires.
        return settings.RequireAdmission && !await HasSessionAsync()
            ? await context.AdmitAsync(new AdmissionRequest { EventId = request.EventId, ReservationToken = body.ReservationToken }, ReserveAsync)
            : await ReserveAsync();

        // Whoever sends a pass means it.
        async ValueTask<bool> HasSessionAsync() =>
            settings.AcceptSessions && string.IsNullOrEmpty(body.ReservationToken) && RequestReader.ReservationToken(context, http.Value) is null
            && await context.FindShopperAsync(request.EventId) is not null;

        async Task<IResult> ReserveAsync()
        {
            request.ReservationToken = string.IsNullOrEmpty(body.ReservationToken) ? RequestReader.ReservationToken(context, http.Value) ?? "" : body.ReservationToken;
            var claim = context.Features.Get<IAdmissionFeature>()?.Claim;
            var (reply, error) = await backend.CreateAsync(request, claim is null ? call : call.WithPass(claim.PassId));
            if (reply is null)
                return error!;
            context.Response.Headers.Location =
                $"{context.Request.PathBase}{context.Request.Path}".TrimEnd('/') + "/" + Uri.EscapeDataString(reply.ReservationId);
            return Json(StatusCodes.Status202Accepted, ReservationResponses.Created(request, reply), ReservationJson.Default.ReservationCreated);
        }
    }

    public async Task<IResult> GetAsync(HttpContext context, string id)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        var (reservation, error) = await backend.GetAsync(id, call);
        return reservation is null
            ? error!
            : Json(StatusCodes.Status200OK, ReservationResponses.View(reservation), ReservationJson.Default.ReservationView);
    }

    public async Task<IResult> ConfirmAsync(HttpContext context, string id)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        var (body, invalidBody) = await RequestReader.OptionalBodyAsync(context, ReservationJson.Default.ConfirmReservationBody);
        if (invalidBody is not null)
            return invalidBody;
        var intent = string.IsNullOrEmpty(body?.PaymentIntentId) ? null : body.PaymentIntentId;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        if (intent is not null && BackendIdFormat.Check(intent, GatewayErrors.MissingPaymentIntentId) is { } wrongIntent)
            return wrongIntent;
        var (reservation, error) = await backend.GetAsync(id, call);
        if (reservation is null)
            return error!;
        var (reply, refused) = await backend.ConfirmAsync(reservation, intent, call);
        return reply is null
            ? refused!
            : Json(
                StatusCodes.Status200OK,
                new ReservationConfirmed(reply.OrderId, ProtobufValues.Name(reply.Status)),
                ReservationJson.Default.ReservationConfirmed);
    }

    public async Task<IResult> CancelAsync(HttpContext context, string id)
    {
        var (call, denied) = await BackendCallContext.ReadAsync(context);
        if (call is null)
            return denied!;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        var (reservation, error) = await backend.GetAsync(id, call);
        if (reservation is null)
            return error!;
        var (reply, refused) = await backend.CancelAsync(reservation, call);
        return reply is null
            ? refused!
            : Json(StatusCodes.Status200OK, new ReservationCancelled(ProtobufValues.Name(reply.Status)), ReservationJson.Default.ReservationCancelled);
    }

    private static JsonHttpResult<T> Json<T>(int status, T body, JsonTypeInfo<T> type) => TypedResults.Json(body, type, statusCode: status);
}
