using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>The board of an event, and its description.</summary>
internal static class BoardDocumentation
{
    private const string EventId = "concert-2026";

    public static void MapBoard(this RouteGroupBuilder group) =>
        group.MapGet("/board", (Delegate)BoardHandlers.ReadAsync)
            .WithSummary("What everybody who waits may know, the same for all, so that caches can answer.")
            .Produces<BoardResponse>()
            .WithMetadata(new OperationNameMetadata("QueueBoard"))
            .WithDescription(
                "Public and cacheable for a second. A visitor finds the two points around the `board_key` that join and status told, and reads their own "
                + "position and wait on the straight line between them; `error` says how far off that may be. A key before the first point has position 1; one "
                + "behind the last came after this board was made. Asking keeps no place: ask `status` as often as its `poll_after_ms` says near the "
                + "front, and at least twice a minute.")
            .WithMetadata(new RequestParameterMetadata(DrawHandlers.EventParameter, RequestParameterLocation.Query, "The event. No other parameter is allowed.", EventId, Required: true))
            .WithResponseExample(StatusCodes.Status200OK, "open", Open, WireJson.Default.BoardResponse)
            .WithErrors(ApiErrors.MissingEventId, ApiErrors.InvalidEventId, ApiErrors.BoardQuery, ApiErrors.EventNotFound);

    private static BoardResponse Open { get; } = new(
        EventId, new DateTimeOffset(2026, 12, 1, 10, 5, 0, TimeSpan.Zero), "open", "normal", 12_000, 50, false,
        [new BoardRow("1826272800000123392", 1, 0, 0, 0), new BoardRow("1826272818000000000", 6_000, 31, 120, 126), new BoardRow("1826272875000000000", 12_000, 0, 240, 250)]);
}
