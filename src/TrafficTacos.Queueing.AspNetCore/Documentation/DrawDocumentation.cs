using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>Maps the calls of draws, and tells OpenAPI of them.</summary>
internal static class DrawDocumentation
{
    private const string EventId = "concert-2026";
    private const string Generation = "5d0f0b7a31c2e4f6a7b8c9d0e1f20314";
    private const string Hash = "9f2c6a1be47d03581c7ae9b2d4f608135a6b7c8d9e0f102132435465768798a9";
    private static readonly DateTimeOffset Opening = new(2026, 12, 24, 10, 0, 0, TimeSpan.Zero);

    public static void MapDraw(this RouteGroupBuilder group, WaitingRoomHttpOptions http, WaitingTokenMetadata withToken)
    {
        group.MapGet("/draw", (Delegate)DrawHandlers.ReadAsync).WithMetadata(withToken)
            .WithSummary("The draw of an event, and the visitor's own part in it.")
            .Produces<DrawResponse>()
            .WithMetadata(new OperationNameMetadata("QueueDraw"))
            .WithDescription(
                "Public: what was announced before anybody gathered, the root over all who take part, and the randomness that decided. With a waiting "
                + "token, also what the visitor needs to find themselves in the list and to recompute their number. Asking keeps no place.")
            .WithMetadata(Event(), GenerationOf())
            .WithMetadata(QueueDocumentation.TokenParameters(http))
            .WithResponseExample(StatusCodes.Status200OK, "announced", Announced, WireJson.Default.DrawResponse)
            .WithResponseExample(StatusCodes.Status200OK, "ranked", Ranked, WireJson.Default.DrawResponse)
            .WithErrors(ApiErrors.MissingEventId, ApiErrors.InvalidEventId, ApiErrors.MissingToken, ApiErrors.EventNotFound, ApiErrors.TokenNotFound, ApiErrors.DrawNotFound);
        group.MapGet("/draw/papers", (Delegate)DrawHandlers.PapersAsync)
            .WithSummary("The papers of a draw: all that anybody needs, beside the list, to recompute it.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .WithMetadata(new OperationNameMetadata("QueueDrawPapers"))
            .WithDescription("The format `tq-draw-papers-1`, whose members and checks are described where the draw is.")
            .WithMetadata(Event(), GenerationOf())
            .WithErrors(ApiErrors.MissingEventId, ApiErrors.InvalidEventId, ApiErrors.EventNotFound, ApiErrors.DrawNotFound);
        group.MapGet("/draw/leaves", (Delegate)DrawHandlers.LeavesAsync)
            .WithSummary("The list of who takes part in a draw, without saying who they are.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .WithMetadata(new OperationNameMetadata("QueueDrawLeaves"))
            .WithDescription(
                "32 bytes for each, in ascending order. When the draw has ended, an address with the `generation` in it has the same content for "
                + "ever and may be cached.")
            .WithMetadata(Event(), GenerationOf())
            .WithErrors(ApiErrors.MissingEventId, ApiErrors.InvalidEventId, ApiErrors.EventNotFound, ApiErrors.DrawNotFound);
    }

    private static DrawResponse Announced { get; } = new(
        EventId, Generation, "announced",
        new DrawAnnouncementResponse(
            "tq-draw-1", Hash, Opening.AddMinutes(-30), Opening.AddMinutes(-2), Opening, "beacon", "user", 0, new DrawBeaconResponse("quicknet", null, null), null))
    {
        PapersUrl = $"/queue/draw/papers?event_id={EventId}&generation={Generation}",
    };

    private static DrawResponse Ranked { get; } = Announced with
    {
        State = "ranked",
        Announcement = Announced.Announcement with { Beacon = new DrawBeaconResponse("quicknet", 35_106_891, Opening.AddSeconds(-84)) },
        Entries = 2,
        Root = Hash,
        BeaconValue = Hash,
        Seed = Hash,
        LeavesUrl = $"/queue/draw/leaves?event_id={EventId}&generation={Generation}",
        Mine = new DrawnPlaceResponse(Hash, Generation, Generation, "1798106400000000", 1, [Hash], 1),
    };

    private static RequestParameterMetadata Event() => new(DrawHandlers.EventParameter, RequestParameterLocation.Query, "The event.", EventId, Required: true);

    private static RequestParameterMetadata GenerationOf() => new(
        DrawHandlers.GenerationParameter,
        RequestParameterLocation.Query,
        "Which event of this name, if it may be another one by now: as the draw says.",
        Generation);
}
