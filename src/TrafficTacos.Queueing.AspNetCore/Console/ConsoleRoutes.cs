using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Maps the calls of the console, and tells OpenAPI of them.</summary>
internal static class ConsoleRoutes
{
    public static void MapFiles(this RouteGroupBuilder group)
    {
        group.MapGet("/", (Delegate)ConsoleFiles.Page).ExcludeFromDescription().Needs(OperatorRight.Page);
        group.MapGet("/files/{**name}", (Delegate)ConsoleFiles.File).ExcludeFromDescription().Needs(OperatorRight.File);
    }

    public static void MapReads(this RouteGroupBuilder api, EventHandlers events)
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
        api.MapGet("/events/{id}/audit", (Delegate)events.AuditAsync).Needs(OperatorRight.View)
            .Describe("OperatorAudit", "What operators did, newest first.").Produces<AuditResponse>()
            .WithMetadata(Query("limit", "How many: 1 to 1000. Default 100.", "100"))
            .WithErrors(ApiErrors.InvalidEventId, ApiErrors.InvalidValue("limit is a whole number from 1 to 1000."));
        api.MapGet("/events/{id}/groups", (Delegate)events.GroupsAsync).Needs(OperatorRight.View)
            .Describe("OperatorGroups", "The ten largest groups among those who have a place, where the application labels them.").Produces<GroupsResponse>()
            .WithErrors(ApiErrors.InvalidEventId);
    }

    public static TBuilder Needs<TBuilder>(this TBuilder builder, OperatorRight right)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OperatorRightMetadata(right));

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, string name, string summary) =>
        builder.WithMetadata(new OperationNameMetadata(name)).WithSummary(summary);

    public static RequestParameterMetadata Query(string name, string description, string example) => new(name, RequestParameterLocation.Query, description, example);
}
