using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Maps the calls of the console, and tells OpenAPI of them.</summary>
internal static class ConsoleRoutes
{
    private const string EventStream = "text/event-stream";

    public static void MapFiles(this RouteGroupBuilder group)
    {
        group.MapGet("/", (Delegate)ConsoleFiles.Page).ExcludeFromDescription().Needs(OperatorRight.Page);
        group.MapGet("/files/{**name}", (Delegate)ConsoleFiles.File).ExcludeFromDescription().Needs(OperatorRight.File);
    }

    public static void MapReads(this RouteGroupBuilder api, EventHandlers events, EventStreams streams, ReportHandlers reports)
    {
        api.MapGet("/me", (Delegate)events.MeAsync).Needs(OperatorRight.View)
            .Describe("OperatorMe", "Who asks, and whether they may change something.").Produces<OperatorResponse>();
        api.MapGet("/events", (Delegate)events.ListAsync).Needs(OperatorRight.View)
            .Describe("OperatorEvents", "Every event that the store knows.").Produces<EventListResponse>();
        api.MapGet("/events/{id}", (Delegate)events.GetAsync).Needs(OperatorRight.View)
            .Describe("OperatorEvent", "One event in numbers, with its settings and when everybody is in who waits now.").Produces<EventDetail>()
            .WithErrors(ApiErrors.InvalidEventId);
        api.MapGet("/events/{id}/history", (Delegate)events.HistoryAsync).Needs(OperatorRight.View)
            .Describe("OperatorHistory", "The event at every ten seconds.").Produces<HistoryResponse>()
            .WithMetadata(Query("minutes", "How far back: 1 to 1680. Default 60.", "60"))
            .WithErrors(ApiErrors.InvalidEventId, ApiErrors.InvalidValue("minutes is a whole number from 1 to 1680."));
        api.MapGet("/events/{id}/forecast", (Delegate)events.ForecastAsync).Needs(OperatorRight.View)
            .Describe("OperatorForecast", "What a change would do to the time at which everybody is in. Nothing is changed.").Produces<ForecastResponse>()
            .WithMetadata(
                Query("admissions_per_second", "Another rate.", "25"),
                Query("maximum_shoppers", "Another maximum; 0 for no limit.", "500"),
                Query("mode", "Another mode.", "paused"))
            .WithErrors(ApiErrors.InvalidEventId, ApiErrors.InvalidValue("mode is the name of a mode."));
        api.MapGet("/events/{id}/draw/papers", (Delegate)events.DrawPapersAsync).Needs(OperatorRight.View)
            .Describe("OperatorDrawPapers", "The papers of the draw, by which anybody can recompute it.").Produces(StatusCodes.Status200OK, contentType: "application/json")
            .WithErrors(ApiErrors.InvalidEventId, ApiErrors.DrawNotFound);
        api.MapGet("/events/{id}/audit", (Delegate)events.AuditAsync).Needs(OperatorRight.View)
            .Describe("OperatorAudit", "What operators did, newest first.").Produces<AuditResponse>()
            .WithMetadata(Query("limit", "How many: 1 to 500. Default 100.", "100"))
            .WithErrors(ApiErrors.InvalidEventId, ApiErrors.InvalidValue("limit is a whole number from 1 to 500."));
        api.MapGet("/events/{id}/groups", (Delegate)events.GroupsAsync).Needs(OperatorRight.View)
            .Describe("OperatorGroups", "The ten largest groups among those who have a place, where the application labels them.").Produces<GroupsResponse>()
            .WithErrors(ApiErrors.InvalidEventId);
        api.MapGet("/events/stream", (Delegate)streams.FollowList).Needs(OperatorRight.View)
            .Describe("OperatorEventsStream", "The list of events every 2 seconds, as `event: events`; `event: ended` when the operator may not look any more.")
            .Produces(StatusCodes.Status200OK, contentType: EventStream);
        api.MapGet("/events/{id}/stream", (Delegate)streams.FollowEventAsync).Needs(OperatorRight.View)
            .Describe("OperatorEventStream", "One event every 2 seconds, as `event: event`; `event: ended` when the operator may not look any more.")
            .Produces(StatusCodes.Status200OK, contentType: EventStream).WithErrors(ApiErrors.InvalidEventId);
        api.MapGet("/events/{id}/report", (Delegate)reports.JsonAsync).Needs(OperatorRight.View)
            .Describe("OperatorReport", "The sale in numbers, to keep.").Produces<ReportResponse>().WithErrors(ApiErrors.InvalidEventId);
        api.MapGet("/events/{id}/report.html", (Delegate)reports.HtmlAsync).Needs(OperatorRight.View)
            .Describe("OperatorReportPage", "The same as a page that stands alone and prints.").Produces(StatusCodes.Status200OK, contentType: "text/html")
            .WithErrors(ApiErrors.InvalidEventId);
        api.MapGet("/events/{id}/report.csv", (Delegate)reports.CsvAsync).Needs(OperatorRight.View)
            .Describe("OperatorReportCsv", "The history of the sale as CSV.").Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithErrors(ApiErrors.InvalidEventId);
    }

    public static void MapChanges(this RouteGroupBuilder api, ChangeHandlers changes, VisitorHandlers visitors)
    {
        api.MapPost("/events/{id}/visitors/find", (Delegate)visitors.FindAsync).Needs(OperatorRight.Ask)
            .Describe("OperatorFindVisitor", "Where one visitor stands, and what happened to them.").Takes<VisitorRequest>().Produces<VisitorResponse>()
            .WithErrors(ApiErrors.VisitorNotFound);
        api.MapPost("/events/{id}/visitors/admit-next", (Delegate)visitors.AdmitNextAsync).Needs(OperatorRight.Change)
            .Describe("OperatorAdmitNext", "Lets somebody in next: directly behind the visitors who are ready.").Takes<VisitorRequest>().Produces<AdmitNextResponse>()
            .WithErrors(ApiErrors.VisitorNotFound);
        api.MapPost("/events/{id}/visitors/remove", (Delegate)visitors.RemoveAsync).Needs(OperatorRight.Change)
            .Describe("OperatorRemoveVisitor", "Removes one visitor; they can be given back for ten minutes.").Takes<VisitorRequest>().Produces<RemovalResponse>()
            .WithErrors(ApiErrors.VisitorNotFound);
        api.MapPost("/events/{id}/groups/remove", (Delegate)changes.RemoveGroupAsync).Needs(OperatorRight.Change)
            .Describe("OperatorRemoveGroup", "Removes everybody of a group who has a place; they can be given back for ten minutes.").Takes<GroupRemovalRequest>()
            .Produces<RemovalResponse>()
            .WithError(ApiErrors.GroupGrew, detail => new GroupGrewResponse(1284, detail), ConsoleJson.Default.GroupGrewResponse);
        api.MapPost("/events/{id}/undo", (Delegate)changes.UndoAsync).Needs(OperatorRight.Change)
            .Describe("OperatorUndo", "Gives back the places that a removal took.").Takes<UndoRequest>().Produces<UndoResponse>().WithErrors(ApiErrors.UndoNotFound);
        api.MapPatch("/events/{id}/settings", (Delegate)changes.SettingsAsync).Needs(OperatorRight.Change)
            .Describe("OperatorSettings", "Changes an event while it runs, for all gateways at once.").Takes<SettingsRequest>().Produces<SettingsChangedResponse>()
            .WithErrors(ApiErrors.ConfirmationRequired)
            .WithError(ApiErrors.SettingsChanged, detail => new SettingsConflictResponse("minji", detail), ConsoleJson.Default.SettingsConflictResponse);
        api.MapPost("/events/{id}/draw/abandon", (Delegate)changes.AbandonDrawAsync).Needs(OperatorRight.Change)
            .Describe("OperatorAbandonDraw", "Ends a draw before its seed is known: all stand by arrival.").Takes<AbandonRequest>().Produces<DoneResponse>()
            .WithErrors(ApiErrors.DrawNotFound);
        api.MapPost("/events/{id}/draw/beacon", (Delegate)changes.SupplyBeaconAsync).Needs(OperatorRight.Change)
            .Describe("OperatorSupplyBeacon", "Brings the round of the beacon that a draw waits for.").Takes<BeaconRequest>().Produces<BeaconResponse>()
            .WithErrors(ApiErrors.DrawNotFound);
        api.MapPost("/events/{id}/end", (Delegate)changes.EndAsync).Needs(OperatorRight.Change)
            .Describe("OperatorEnd", "Ends everything of an event: places, passes, sessions and the draw.").Takes<EndRequest>().Produces<EndResponse>()
            .WithErrors(ApiErrors.ConfirmationRequired);
    }

    /// <summary>A body, and the header that no other site can send.</summary>
    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder builder)
        where T : notnull =>
        builder.Accepts<T>("application/json")
            .WithMetadata(new RequestParameterMetadata(
                RequestOrigin.OperatorHeader, RequestParameterLocation.Header, "Any value. A page of another site cannot send it. Besides it, Sec-Fetch-Site is same-origin, or Origin is this one.", "1", Required: true))
            .WithErrors(
                ApiErrors.InvalidEventId, ApiErrors.InvalidRequest, ApiErrors.InvalidValue("The value is out of its range; the message says which."), ApiErrors.OperatorHeaderMissing,
                ApiErrors.NotSameOrigin, ApiErrors.BodyTooLarge, ApiErrors.UnsupportedMediaType);

    public static TBuilder Needs<TBuilder>(this TBuilder builder, OperatorRight right)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OperatorRightMetadata(right));

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, string name, string summary) =>
        builder.WithMetadata(new OperationNameMetadata(name)).WithSummary(summary);

    public static RequestParameterMetadata Query(string name, string description, string example) => new(name, RequestParameterLocation.Query, description, example);
}
