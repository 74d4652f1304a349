using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The calls about one visitor.</summary>
internal sealed class VisitorHandlers(WaitingRoomOperator room, EventReader events, TimeProvider time)
{
    /// <summary>A removal that can be undone is ten minutes old at most.</summary>
    private const int AuditRead = 500;

    public Task<IResult> FindAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.VisitorRequest, async request =>
    {
        if (QueryOf(request) is not { } query)
            return ApiErrors.InvalidValue("Send exactly one of token, user, support_code, position, draw_number and idempotency_key.");
        var found = await room.FindVisitorAsync(id, query, null, context.RequestAborted).ConfigureAwait(false);
        if (found is null)
            return ApiErrors.VisitorNotFound;
        // To give somebody back is a change, and a number changes nothing.
        var undoId = found.Standing == VisitorStanding.Gone && !query.IsNumber
            ? new OpenRemovals(await room.GetLastAuditAsync(id, AuditRead, context.RequestAborted).ConfigureAwait(false), time.GetUtcNow()).UndoIdOf(found.SupportCode)
            : null;
        return OperatorRequest.Json(Response(found, undoId), ConsoleJson.Default.VisitorResponse);
    });

    public Task<IResult> AdmitNextAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.VisitorRequest, async request =>
    {
        if (QueryOf(request) is not { } query)
            return ApiErrors.InvalidValue("Send exactly one of token, user, support_code and idempotency_key.");
        var result = await room.AdmitNextAsync(id, query, OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return result.Outcome == AdmitNextOutcome.NotFound
            ? ApiErrors.VisitorNotFound
            : OperatorRequest.Json(new AdmitNextResponse(ConsoleNames.NameOf(result.Outcome), result.Position), ConsoleJson.Default.AdmitNextResponse);
    });

    public Task<IResult> RemoveAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.VisitorRequest, async request =>
    {
        if (QueryOf(request) is not { } query)
            return ApiErrors.InvalidValue("Send exactly one of token, user, support_code and idempotency_key.");
        var removed = await room.RemoveAsync(id, query, OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return removed is { Removed: 0, AlreadyAdmitted: 0 }
            ? ApiErrors.VisitorNotFound
            : OperatorRequest.Json(new RemovalResponse(removed.Removed, removed.AlreadyAdmitted, removed.UndoId), ConsoleJson.Default.RemovalResponse);
    });

    /// <summary>Null unless exactly one is given.</summary>
    private static VisitorQuery? QueryOf(VisitorRequest request)
    {
        Func<VisitorQuery>?[] all =
        [
            request.Token is { } token ? () => VisitorQuery.ByToken(token) : null,
            request.User is { } user ? () => VisitorQuery.ByUser(user) : null,
            request.SupportCode is { } code ? () => VisitorQuery.BySupportCode(code) : null,
            request.Position is { } position ? () => VisitorQuery.ByPosition(position) : null,
            request.DrawNumber is { } number ? () => VisitorQuery.ByDrawNumber(number) : null,
            request.IdempotencyKey is { } key ? () => VisitorQuery.ByIdempotencyKey(key) : null,
        ];
        return all.Count(query => query is not null) == 1 ? all.First(query => query is not null)!() : null;
    }

    private static VisitorResponse Response(VisitorReport found, string? undoId) => new()
    {
        VisitorKey = found.VisitorKey,
        SupportCode = found.SupportCode,
        Standing = ConsoleNames.NameOf(found.Standing),
        Position = found.Position,
        DrawNumber = found.DrawNumber,
        JoinedAt = found.JoinedAt,
        LastHeardSeconds = found.LastHeard?.TotalSeconds,
        TurnForSeconds = found.TurnFor?.TotalSeconds,
        RememberedForSeconds = found.RememberedFor?.TotalSeconds,
        SilentTurns = found.SilentTurns,
        LingeredTurns = found.LingeredTurns,
        Description = found.Description,
        Journal = [.. found.Journal.Select(entry => new JournalLine(entry.At, entry.Kind, entry.Description))],
        IsJournalCut = found.IsJournalCut,
        UndoId = undoId,
    };
}
