using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>What a waiting page shows, as texts in its language. The page is made of it, and its script gets it with each status, so that
/// both say the same. What is null is not shown.</summary>
/// <param name="State">What the page says.</param>
/// <param name="Title">The title of the document.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Lead">The sentence below it.</param>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record PageView(
    [property: JsonPropertyName("state"), Description("waiting, ready, scheduled, gathering, drawing, log_in_required, signed_out, paused, full, not_admitting, already_served, closed or checking. On ready the page goes to its return address.")] string State,
    [property: JsonPropertyName("title"), Description("The title of the document.")] string Title,
    [property: JsonPropertyName("heading"), Description("The heading.")] string Heading,
    [property: JsonPropertyName("lead"), Description("The sentence below the heading.")] string Lead)
{
    [JsonPropertyName("note"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("That a draw decides, before it does.")]
    public string? Note { get; init; }

    [JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What the operator says: plain text.")]
    public string? Message { get; init; }

    [JsonPropertyName("position"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The place in the queue, written in the page's language.")]
    public string? Position { get; init; }

    [JsonPropertyName("ahead"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("How many are ahead.")]
    public string? Ahead { get; init; }

    [JsonPropertyName("expected"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The expected time as a range in words.")]
    public string? Expected { get; init; }

    [JsonPropertyName("expected_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The same as seconds: a page keeps the words it shows while this is higher by less than a tenth.")]
    public long? ExpectedSec { get; init; }

    [JsonPropertyName("progress"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("How much of the way is done, 0 to 100.")]
    public int? Progress { get; init; }

    [JsonPropertyName("draw_number"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The number that the visitor drew.")]
    public string? DrawNumber { get; init; }

    [JsonPropertyName("draw_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Where the draw can be checked.")]
    public string? DrawUrl { get; init; }

    [JsonPropertyName("countdown_label"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What is counted down to.")]
    public string? CountdownLabel { get; init; }

    [JsonPropertyName("countdown"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The time until then: hours, minutes and seconds, or days.")]
    public string? Countdown { get; init; }

    [JsonPropertyName("countdown_sec"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The same as seconds, to be counted down; absent while days are shown.")]
    public long? CountdownSec { get; init; }

    [JsonPropertyName("at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When that is.")]
    public DateTimeOffset? At { get; init; }

    [JsonPropertyName("log_in_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Where the visitor logs in.")]
    public string? LogInUrl { get; init; }

    [JsonPropertyName("go_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When ready: where the visitor goes.")]
    public string? GoUrl { get; init; }

    [JsonPropertyName("keep"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What happens if the page is closed.")]
    public string? Keep { get; init; }

    [JsonPropertyName("support_code"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("A short name of the place, for a visitor to say to the operator.")]
    public string? SupportCode { get; init; }
}
