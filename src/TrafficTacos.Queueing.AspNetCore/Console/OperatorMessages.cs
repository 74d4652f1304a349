using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>GET me.</summary>
internal sealed record OperatorResponse(
    [property: JsonPropertyName("name"), Description("Who asks, as the audit has it.")] string Name,
    [property: JsonPropertyName("can_change"), Description("Whether they may change something.")] bool CanChange,
    [property: JsonPropertyName("sign_out_path"), Description("Where they sign out; null if the application has no such page.")] string? SignOutPath);

/// <summary>GET audit.</summary>
internal sealed record AuditResponse(
    [property: JsonPropertyName("entries"), Description("What operators did, newest first.")] IReadOnlyList<AuditLine> Entries);

/// <summary>Something that an operator did.</summary>
internal sealed record AuditLine(
    [property: JsonPropertyName("at"), Description("When, by the store's own clock.")] DateTimeOffset At,
    [property: JsonPropertyName("who"), Description("Who did it.")] string Who,
    [property: JsonPropertyName("what"), Description("What, in one word.")] string What,
    [property: JsonPropertyName("detail"), Description("The details.")] string Detail,
    [property: JsonPropertyName("undo_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Gives back whom this removal took; absent where there is nothing to undo any more.")] string? UndoId = null);

/// <summary>POST draw/abandon.</summary>
internal sealed record AbandonRequest(
    [property: JsonPropertyName("reason"), Description("Why, in 1 to 280 characters that everybody reads.")] string? Reason = null);

/// <summary>POST draw/beacon.</summary>
internal sealed record BeaconRequest(
    [property: JsonPropertyName("round"), Description("Exactly the round that the papers name.")] long? Round = null,
    [property: JsonPropertyName("signature"), Description("That round's signature, in hexadecimal digits: 96 or 192.")] string? Signature = null);

/// <summary>200 of draw/beacon.</summary>
internal sealed record BeaconResponse(
    [property: JsonPropertyName("outcome"), Description("noted (one more source must give the same: an address of the beacon, or another operator), agreed, decided, or decided_otherwise.")] string Outcome);

/// <summary>200 of what has no more to say.</summary>
internal sealed record DoneResponse(
    [property: JsonPropertyName("status"), Description("Always done.")] string Status);

/// <summary>POST end.</summary>
internal sealed record EndRequest(
    [property: JsonPropertyName("confirm"), Description("The id of the event once more.")] string? Confirm = null);

/// <summary>200 of end.</summary>
internal sealed record EndResponse(
    [property: JsonPropertyName("ended"), Description("Whether there was anything to end.")] bool Ended,
    [property: JsonPropertyName("waiting"), Description("How many waited.")] long Waiting,
    [property: JsonPropertyName("remembered"), Description("How many had a place that was remembered.")] long Remembered,
    [property: JsonPropertyName("admitted"), Description("How many had a pass that was not spent.")] long Admitted,
    [property: JsonPropertyName("inside"), Description("How many were inside, with a session.")] long Inside);
