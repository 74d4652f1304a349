using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Whom: exactly one of these.</summary>
internal sealed record VisitorRequest(
    [property: JsonPropertyName("token"), Description("Any waiting token of the place.")] string? Token = null,
    [property: JsonPropertyName("user"), Description("The user's id.")] string? User = null,
    [property: JsonPropertyName("support_code"), Description("The support code of their page, with or without the hyphen, in any case.")] string? SupportCode = null,
    [property: JsonPropertyName("position"), Description("Where they stand, from 1; to read only.")] long? Position = null,
    [property: JsonPropertyName("draw_number"), Description("The number that they drew, from 1; to read only.")] long? DrawNumber = null,
    [property: JsonPropertyName("idempotency_key"), Description("The idempotency key that a visitor without a user joined with.")] string? IdempotencyKey = null);

/// <summary>200 of visitors/find.</summary>
internal sealed record VisitorResponse
{
    [JsonPropertyName("visitor_key"), Description("Which visitor, as the journal names them.")]
    public required string VisitorKey { get; init; }

    [JsonPropertyName("support_code"), Description("The short name of the place that their page shows.")]
    public required string SupportCode { get; init; }

    [JsonPropertyName("standing"), Description("waiting, remembered, admitted or gone.")]
    public required string Standing { get; init; }

    [JsonPropertyName("position"), Description("1 + the number of visitors ahead; 0 unless waiting.")]
    public long Position { get; init; }

    [JsonPropertyName("draw_number"), Description("The number that they drew; null for none.")]
    public long? DrawNumber { get; init; }

    [JsonPropertyName("joined_at"), Description("When they joined; null if they are gone.")]
    public DateTimeOffset? JoinedAt { get; init; }

    [JsonPropertyName("last_heard_seconds"), Description("How long ago they asked for their status; null unless waiting.")]
    public double? LastHeardSeconds { get; init; }

    [JsonPropertyName("turn_for_seconds"), Description("How long it has been their turn; null if it is not.")]
    public double? TurnForSeconds { get; init; }

    [JsonPropertyName("remembered_for_seconds"), Description("How long they have been remembered; null if they are not.")]
    public double? RememberedForSeconds { get; init; }

    [JsonPropertyName("silent_turns"), Description("How often they were silent in their turn.")]
    public int SilentTurns { get; init; }

    [JsonPropertyName("lingered_turns"), Description("How often they did not enter in their turn.")]
    public int LingeredTurns { get; init; }

    [JsonPropertyName("description"), Description("Where they stand, in a few English words.")]
    public required string Description { get; init; }

    [JsonPropertyName("journal"), Description("What happened to them, oldest first.")]
    public required IReadOnlyList<JournalLine> Journal { get; init; }

    [JsonPropertyName("is_journal_cut"), Description("The journal was cut: what happened first may be missing.")]
    public bool IsJournalCut { get; init; }

    [JsonPropertyName("undo_id"), Description("Gives them back, if an operator removed them alone in the last ten minutes; null otherwise, and for a number.")]
    public string? UndoId { get; init; }
}

/// <summary>Something that happened to a visitor.</summary>
internal sealed record JournalLine(
    [property: JsonPropertyName("at"), Description("When, by the store's own clock.")] DateTimeOffset At,
    [property: JsonPropertyName("kind"), Description("What happened, for example joined or passed_over.")] string Kind,
    [property: JsonPropertyName("detail"), Description("The same in a few English words.")] string Detail);

/// <summary>200 of visitors/admit-next.</summary>
internal sealed record AdmitNextResponse(
    [property: JsonPropertyName("outcome"), Description("done, already_there, already_admitted, not_found or not_drawn.")] string Outcome,
    [property: JsonPropertyName("position"), Description("Where they stand now; 0 unless they wait.")] long Position);

/// <summary>200 of a removal.</summary>
internal sealed record RemovalResponse(
    [property: JsonPropertyName("removed"), Description("How many were removed.")] long Removed,
    [property: JsonPropertyName("admitted"), Description("How many were not, because they had been let in.")] long Admitted,
    [property: JsonPropertyName("undo_id"), Description("Gives them back for ten minutes; null if nobody was removed.")] string? UndoId);

/// <summary>GET groups.</summary>
internal sealed record GroupsResponse(
    [property: JsonPropertyName("groups"), Description("The ten largest, the largest first.")] IReadOnlyList<GroupRow> Groups,
    [property: JsonPropertyName("is_sampled"), Description("Not every place was looked at: the counts are estimates.")] bool IsSampled);

/// <summary>Those who joined with one label of the application.</summary>
internal sealed record GroupRow(
    [property: JsonPropertyName("id"), Description("Names the group; the store keeps no more of it.")] string Id,
    [property: JsonPropertyName("group"), Description("As the application named it; null if this process saw nobody of it join.")] string? Group,
    [property: JsonPropertyName("count"), Description("How many have a place.")] long Count);

/// <summary>POST groups/remove.</summary>
internal sealed record GroupRemovalRequest(
    [property: JsonPropertyName("count"), Description("How many the operator was shown. If there are more by now, by over a tenth, nobody is removed.")] long? Count = null,
    [property: JsonPropertyName("id"), Description("Which group, as the list of groups says.")] string? Id = null,
    [property: JsonPropertyName("group"), Description("Which group, as the application named it; in place of id.")] string? Group = null);

/// <summary>409 of groups/remove.</summary>
internal sealed record GroupGrewResponse(
    [property: JsonPropertyName("count"), Description("How many there are now.")] long Count,
    [property: JsonPropertyName("error")] Wire.ErrorDetail Error);

/// <summary>POST undo.</summary>
internal sealed record UndoRequest(
    [property: JsonPropertyName("undo_id"), Description("From the removal.")] string? UndoId = null);

/// <summary>200 of undo.</summary>
internal sealed record UndoResponse(
    [property: JsonPropertyName("outcome"), Description("done, too_late after ten minutes, or draw_begins: call again in a few seconds.")] string Outcome,
    [property: JsonPropertyName("restored"), Description("How many are back.")] long Restored,
    [property: JsonPropertyName("skipped"), Description("How many joined again meanwhile and keep that place.")] long Skipped);
