using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The calls that read events.</summary>
internal sealed class EventHandlers(WaitingRoomOperator room, EventReader events, OperatorAccess access, TimeProvider time)
{
    private const int MinutesAtMost = 28 * 60, MinutesAtFirst = 60, AuditAtMost = 500, AuditAtFirst = 100;

    public async Task<IResult> MeAsync(HttpContext context)
    {
        var me = new OperatorResponse(OperatorRequest.UserOf(context).Name, await access.CanChangeAsync(context).ConfigureAwait(false), access.SignOutPath);
        return OperatorRequest.Json(me, ConsoleJson.Default.OperatorResponse);
    }

    public async Task<IResult> ListAsync(HttpContext context) =>
        OperatorRequest.Json(await events.ListAsync(context.RequestAborted).ConfigureAwait(false), ConsoleJson.Default.EventListResponse);

    public Task<IResult> GetAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
        OperatorRequest.Json(await events.GetAsync(id, context.RequestAborted).ConfigureAwait(false), ConsoleJson.Default.EventDetail));

    public Task<IResult> HistoryAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        if (Number(context, "minutes", MinutesAtFirst, MinutesAtMost) is not { } minutes)
            return ApiErrors.InvalidValue($"minutes is a whole number from 1 to {MinutesAtMost}.");
        var moments = new List<HistoryMoment>();
        await foreach (var moment in room.GetHistoryAsync(id, time.GetUtcNow().AddMinutes(-minutes), context.RequestAborted).ConfigureAwait(false))
            moments.Add(EventText.Moment(moment));
        return OperatorRequest.Json(new HistoryResponse(moments), ConsoleJson.Default.HistoryResponse);
    });

    public Task<IResult> ForecastAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        var query = context.Request.Query;
        var (rate, shoppers, mode) = (query["admissions_per_second"].ToString(), query["maximum_shoppers"].ToString(), query["mode"].ToString());
        var change = new EventSettingsChange
        {
            AdmissionsPerSecond = double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var perSecond) ? perSecond : null,
            MaximumShoppers = int.TryParse(shoppers, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null,
            Mode = ConsoleNames.FindMode(mode),
        };
        if ((rate.Length > 0 && change.AdmissionsPerSecond is null) || (shoppers.Length > 0 && change.MaximumShoppers is null) || (mode.Length > 0 && change.Mode is null))
            return ApiErrors.InvalidValue("admissions_per_second is a number, maximum_shoppers a whole number, and mode the name of a mode.");
        var forecast = await room.ForecastAsync(id, change, context.RequestAborted).ConfigureAwait(false);
        var (then, reason) = EventText.Forecast(forecast.Then);
        return OperatorRequest.Json(new ForecastResponse(EventText.Forecast(forecast.Now).Times, then, reason), ConsoleJson.Default.ForecastResponse);
    });

    public Task<IResult> DrawPapersAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
        await room.GetDrawAsync(id, context.RequestAborted).ConfigureAwait(false) is { } draw ? Results.Text(draw.Papers, "application/json", Encoding.UTF8) : ApiErrors.DrawNotFound);

    public Task<IResult> AuditAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        if (Number(context, "limit", AuditAtFirst, AuditAtMost) is not { } limit)
            return ApiErrors.InvalidValue($"limit is a whole number from 1 to {AuditAtMost}.");
        var entries = await room.GetLastAuditAsync(id, limit, context.RequestAborted).ConfigureAwait(false);
        var removals = new OpenRemovals(entries, time.GetUtcNow());
        return OperatorRequest.Json(
            new AuditResponse([.. entries.Select(entry => new AuditLine(entry.At, entry.Who, entry.What, entry.Detail, removals.UndoIdOf(entry)))]),
            ConsoleJson.Default.AuditResponse);
    });

    public Task<IResult> GroupsAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        var found = await room.GetGroupsAsync(id, context.RequestAborted).ConfigureAwait(false);
        return OperatorRequest.Json(
            new GroupsResponse([.. found.Groups.Select(group => new GroupRow(group.Id, group.Group, group.Count))], found.IsSampled), ConsoleJson.Default.GroupsResponse);
    });

    /// <summary>Null for what is no number in the range.</summary>
    private static int? Number(HttpContext context, string name, int without, int most)
    {
        if (!context.Request.Query.TryGetValue(name, out var text))
            return without;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
    }
}
