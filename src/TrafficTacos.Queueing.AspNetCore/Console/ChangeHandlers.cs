using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Errors;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The calls that change an event as a whole.</summary>
internal sealed class ChangeHandlers(WaitingRoomOperator room, EventReader events)
{
    private static readonly DoneResponse Done = new("done");

    public Task<IResult> SettingsAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.SettingsRequest, async request =>
    {
        var (change, error) = SettingsText.Read(id, request, OperatorRequest.UserOf(context).Name);
        if (change is null)
            return error!;
        if (!SettingsText.HasChange(change))
            return ApiErrors.InvalidValue("Name a setting to change, or one to reset.");
        var before = await room.GetSettingsAsync(id).ConfigureAwait(false);
        // Two who confirm in the same millisecond both pass; each is told what it was before and is now.
        if (request.Version is { } seen && !string.Equals(seen, SettingsText.Of(before).Version, StringComparison.Ordinal))
            return new SettingsConflictResult(await room.GetLastAuditAsync(id, 1).ConfigureAwait(false) is [var last] ? last.Who : null);
        // Not with the request's cancellation: an operator who closes the page has decided.
        var after = await room.ChangeSettingsAsync(id, change).ConfigureAwait(false);
        events.Forget(id);
        return OperatorRequest.Json(
            new SettingsChangedResponse(SettingsText.Of(before), SettingsText.Of(after), SettingsText.Undo(id, change, before)), ConsoleJson.Default.SettingsChangedResponse);
    });

    public Task<IResult> EndAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.EndRequest, async request =>
    {
        if (!string.Equals(request.Confirm, id, StringComparison.Ordinal))
            return ApiErrors.ConfirmationRequired;
        var ended = await room.EndEventAsync(id, OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return OperatorRequest.Json(new EndResponse(ended.Ended, ended.Waiting, ended.Remembered, ended.Admitted, ended.Inside), ConsoleJson.Default.EndResponse);
    });

    public Task<IResult> AbandonDrawAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.AbandonRequest, async request =>
    {
        if (await room.GetDrawAsync(id, context.RequestAborted).ConfigureAwait(false) is null)
            return ApiErrors.DrawNotFound;
        await room.AbandonDrawAsync(id, request.Reason ?? "", OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return OperatorRequest.Json(Done, ConsoleJson.Default.DoneResponse);
    });

    public Task<IResult> SupplyBeaconAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.BeaconRequest, async request =>
    {
        if (request is not { Round: { } round, Signature: { } digits })
            return ApiErrors.InvalidRequest;
        if (!IsHexadecimal(digits))
            return ApiErrors.InvalidValue("signature is 96 or 192 hexadecimal digits.");
        if (await room.GetDrawAsync(id, context.RequestAborted).ConfigureAwait(false) is null)
            return ApiErrors.DrawNotFound;
        var outcome = await room.SupplyBeaconAsync(id, round, Convert.FromHexString(digits), OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return OperatorRequest.Json(new BeaconResponse(ConsoleNames.NameOf(outcome)), ConsoleJson.Default.BeaconResponse);
    });

    public Task<IResult> UndoAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.UndoRequest, async request =>
    {
        var undone = await room.UndoAsync(id, request.UndoId ?? "", OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return undone.Outcome == UndoOutcome.Unknown
            ? ApiErrors.UndoNotFound
            : OperatorRequest.Json(new UndoResponse(ConsoleNames.NameOf(undone.Outcome), undone.Restored, undone.Skipped), ConsoleJson.Default.UndoResponse);
    });

    public Task<IResult> RemoveGroupAsync(HttpContext context, string id) => OperatorRequest.RunAsync(context, id, ConsoleJson.Default.GroupRemovalRequest, async request =>
    {
        if (request.Count is not { } shown || (request.Id is null) == (request.Group is null))
            return ApiErrors.InvalidValue("Send count, and either id or group.");
        var group = request.Id ?? await room.GetGroupIdAsync(id, request.Group!, context.RequestAborted).ConfigureAwait(false);
        var removed = await room.RemoveGroupAsync(id, group, shown + shown / 10, OperatorRequest.UserOf(context).Name).ConfigureAwait(false);
        events.Forget(id);
        return removed.TooMany > 0
            ? new GroupGrewResult(removed.TooMany)
            : OperatorRequest.Json(new RemovalResponse(removed.Removed, removed.AlreadyAdmitted, removed.UndoId), ConsoleJson.Default.RemovalResponse);
    });

    private static bool IsHexadecimal(string digits) => digits.Length is 96 or 192 && digits.All(char.IsAsciiHexDigit);

    /// <summary>The error, with who was faster.</summary>
    private sealed class SettingsConflictResult(string? who) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => JsonResponse.WriteAsync(
            httpContext, ApiErrors.SettingsChanged.Status, new SettingsConflictResponse(who, ApiErrors.SettingsChanged.Detail(httpContext)), ConsoleJson.Default.SettingsConflictResponse, null);
    }

    /// <summary>The error, with the number that the operator should look at.</summary>
    private sealed class GroupGrewResult(long count) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => JsonResponse.WriteAsync(
            httpContext, ApiErrors.GroupGrew.Status, new GroupGrewResponse(count, ApiErrors.GroupGrew.Detail(httpContext)), ConsoleJson.Default.GroupGrewResponse, null);
    }
}
