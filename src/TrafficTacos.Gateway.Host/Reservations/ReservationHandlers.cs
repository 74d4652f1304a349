using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>From the request to the reservation service and back. Each value that is missing has its row of the error table.</summary>
internal sealed class ReservationHandlers(ReservationBackend backend, ReservationSettings settings)
{
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (caller, denied) = BackendCaller.Of(context);
        if (caller is null)
            return denied!;
        var (body, unreadable) = await RequestReader.BodyAsync(context, ReservationJson.Default.CreateReservationBody);
        if (body is null)
            return unreadable!;
        var (request, wrong) = ReservationRequestFactory.Create(body, context);
        if (request is null)
            return wrong!;
        // A timeout gives the pass back although the seats may be held: whoever repeats with the same Idempotency-Key needs it to
        // get in, and the service recognises the key. Whoever takes another key has one more hold that ends by itself.
        return settings.RequireAdmission
            ? await context.AdmitAsync(request.EventId, body.ReservationToken, caller.UserId, ReserveAsync)
            : await ReserveAsync();

        async Task<IResult> ReserveAsync()
        {
            request.ReservationToken = string.IsNullOrEmpty(body.ReservationToken) ? RequestReader.ReservationToken(context) ?? "" : body.ReservationToken;
            var (reply, error) = await backend.CreateAsync(request, caller);
            if (reply is null)
                return error!;
            context.Response.Headers.Location =
                $"{context.Request.PathBase}{context.Request.Path}".TrimEnd('/') + "/" + Uri.EscapeDataString(reply.ReservationId);
            return Answer(StatusCodes.Status202Accepted, ReservationResponses.Created(request, reply), ReservationJson.Default.ReservationCreated);
        }
    }

    public async Task<IResult> GetAsync(HttpContext context, string id)
    {
        var (caller, denied) = BackendCaller.Of(context);
        if (caller is null)
            return denied!;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        var (reservation, error) = await backend.GetAsync(id, caller);
        return reservation is null
            ? error!
            : Answer(StatusCodes.Status200OK, ReservationResponses.View(reservation), ReservationJson.Default.ReservationView);
    }

    public async Task<IResult> ConfirmAsync(HttpContext context, string id)
    {
        var (caller, denied) = BackendCaller.Of(context);
        if (caller is null)
            return denied!;
        var (body, unreadable) = await RequestReader.OptionalBodyAsync(context, ReservationJson.Default.ConfirmReservationBody);
        if (unreadable is not null)
            return unreadable;
        var intent = string.IsNullOrEmpty(body?.PaymentIntentId) ? null : body.PaymentIntentId;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        if (intent is not null && BackendIdFormat.Check(intent, GatewayErrors.MissingPaymentIntentId) is { } wrongIntent)
            return wrongIntent;
        var (reservation, error) = await backend.GetAsync(id, caller);
        if (reservation is null)
            return error!;
        var (reply, refused) = await backend.ConfirmAsync(reservation, intent, caller);
        return reply is null
            ? refused!
            : Answer(
                StatusCodes.Status200OK,
                new ReservationConfirmed(reply.OrderId, ProtobufValues.Name(reply.Status)),
                ReservationJson.Default.ReservationConfirmed);
    }

    public async Task<IResult> CancelAsync(HttpContext context, string id)
    {
        var (caller, denied) = BackendCaller.Of(context);
        if (caller is null)
            return denied!;
        if (BackendIdFormat.Check(id, GatewayErrors.MissingId) is { } wrong)
            return wrong;
        var (reservation, error) = await backend.GetAsync(id, caller);
        if (reservation is null)
            return error!;
        var (reply, refused) = await backend.CancelAsync(reservation, caller);
        return reply is null
            ? refused!
            : Answer(StatusCodes.Status200OK, new ReservationCancelled(ProtobufValues.Name(reply.Status)), ReservationJson.Default.ReservationCancelled);
    }

    private static JsonHttpResult<T> Answer<T>(int status, T body, JsonTypeInfo<T> type) => TypedResults.Json(body, type, statusCode: status);
}
