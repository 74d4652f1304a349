using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>Maps the calls of sessions, and tells OpenAPI of them.</summary>
internal static class SessionDocumentation
{
    public const string SessionToken = "EwAABj0pWk9Ft3hVbWUtc2Vzc2lvbi10b2tlbg";
    private const string SessionId = "b3f2c7a01d5e4f6890ab12cd34ef56a78c1d2e3f40516273";
    private static readonly DateTime Until = new(2026, 11, 27, 20, 0, 0, DateTimeKind.Utc);

    public static void MapSession(this RouteGroupBuilder group, WaitingRoomHttpOptions http)
    {
        group.MapPost("/session", (Delegate)SessionHandlers.OpenAsync)
            .WithSummary("Turn the reservation token into a session.")
            // No content type is named, because routing would refuse an empty body by it. Documents say JSON all the same.
            .WithMetadata(new AcceptsMetadata([], typeof(OpenSessionRequest), isOptional: true))
            .Produces<OpenSessionResponse>(StatusCodes.Status201Created)
            .WithMetadata(new OperationNameMetadata("SessionOpen"))
            .WithDescription(
                "For a visit that takes longer than one request. The reservation token is spent by it; sent again it answers the same session. "
                + "The session serves any number of requests until it ends.")
            .WithMetadata(new RequestParameterMetadata(
                http.ReservationTokenHeader, RequestParameterLocation.Header, "The reservation token of enter. It wins over the body.", AdmissionDocumentation.Pass))
            .WithRequestExample("a visitor", new OpenSessionRequest(AdmissionDocumentation.Pass), WireJson.Default.OpenSessionRequest)
            .WithResponseExample(
                StatusCodes.Status201Created, "opened", new OpenSessionResponse(SessionToken, SessionId, 600, Until), WireJson.Default.OpenSessionResponse)
            .WithErrors(
                ApiErrors.InvalidRequest, ApiErrors.AdmissionRequired, ApiErrors.AdmissionInUse, ApiErrors.AdmissionSpent, ApiErrors.AdmissionExpired,
                ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType);
        group.MapGet("/session", (Delegate)SessionHandlers.LookAsync)
            .WithSummary("How long the session lasts.")
            .Produces<SessionResponse>()
            .WithMetadata(new OperationNameMetadata("SessionStatus"))
            .WithDescription("Asking is no use of the session and does not lengthen it. Times are whole seconds.")
            .WithMetadata(Token(http))
            .WithResponseExample(StatusCodes.Status200OK, "live", new SessionResponse(SessionId, "concert-2026", 412, Until, 382), WireJson.Default.SessionResponse)
            .WithErrors(ApiErrors.AccessDenied, ApiErrors.SessionNotFound);
        group.MapPost("/session/extend", (Delegate)SessionHandlers.ExtendAsync)
            .WithSummary("Let the session last longer.")
            .Produces<SessionResponse>()
            .WithMetadata(new OperationNameMetadata("SessionExtend"))
            .WithDescription("It then lives for its lifetime from now, but not beyond `extendable_until`.")
            .WithMetadata(Token(http))
            .WithResponseExample(
                StatusCodes.Status200OK, "extended", new SessionResponse(SessionId, "concert-2026", 600, Until, 570, SessionToken), WireJson.Default.SessionResponse)
            .WithErrors(ApiErrors.AccessDenied, ApiErrors.SessionNotFound, ApiErrors.SessionAtMaximum);
        group.MapDelete("/session", (Delegate)SessionHandlers.ReleaseAsync)
            .WithSummary("End the session: the visitor is done.")
            .Produces<SessionReleaseResponse>()
            .WithMetadata(new OperationNameMetadata("SessionRelease"))
            .WithDescription("The next visitor gets the seat. Releasing twice is no error.")
            .WithMetadata(Token(http))
            .WithResponseExample(StatusCodes.Status200OK, "released", new SessionReleaseResponse("released"), WireJson.Default.SessionReleaseResponse)
            .WithErrors(ApiErrors.AccessDenied, ApiErrors.SessionNotFound);
    }

    private static RequestParameterMetadata Token(WaitingRoomHttpOptions http) =>
        new(http.SessionTokenHeader, RequestParameterLocation.Header, "The session token.", SessionToken);
}
