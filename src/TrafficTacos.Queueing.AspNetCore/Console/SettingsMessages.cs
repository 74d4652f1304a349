using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The settings in force for an event.</summary>
internal sealed record SettingsResponse
{
    [JsonPropertyName("admissions_per_second"), Description("Admissions a second in the long run.")]
    public double AdmissionsPerSecond { get; init; }

    [JsonPropertyName("burst"), Description("The most admissions that can be saved up.")]
    public int Burst { get; init; }

    [JsonPropertyName("mode"), Description("What the event does: normal, paused, draining, passthrough, off or maintenance.")]
    public required string Mode { get; init; }

    [JsonPropertyName("maximum_shoppers"), Description("The most visitors who are inside at once; 0 for no limit.")]
    public int MaximumShoppers { get; init; }

    [JsonPropertyName("gather_at"), Description("From when visitors may join; null for at once.")]
    public DateTimeOffset? GatherAt { get; init; }

    [JsonPropertyName("opens_at"), Description("From when visitors may enter; null for at once.")]
    public DateTimeOffset? OpensAt { get; init; }

    [JsonPropertyName("closes_at"), Description("From when nobody may join; null for never.")]
    public DateTimeOffset? ClosesAt { get; init; }

    [JsonPropertyName("draw_at"), Description("When those who gathered are drawn; null if they are not.")]
    public DateTimeOffset? DrawAt { get; init; }

    [JsonPropertyName("order"), Description("What decides who stands where: arrival or draw.")]
    public required string Order { get; init; }

    [JsonPropertyName("message"), Description("What everybody who waits is told, by language; \"default\" is for all other languages. Null for nothing.")]
    public IReadOnlyDictionary<string, string>? Message { get; init; }

    [JsonPropertyName("changed"), Description("The settings that an operator changed; all others are as configured.")]
    public required IReadOnlyList<string> Changed { get; init; }

    [JsonPropertyName("version"), Description("Names these settings. Send it with a change, and the change is refused if somebody was faster.")]
    public string Version { get; init; } = "";
}

/// <summary>PATCH settings. What is absent or null stays.</summary>
internal sealed record SettingsRequest
{
    [JsonPropertyName("admissions_per_second"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Admissions a second: above 0, at most 1,000,000.")]
    public double? AdmissionsPerSecond { get; init; }

    [JsonPropertyName("burst"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The most admissions that can be saved up: 1 to 1,000,000.")]
    public int? Burst { get; init; }

    [JsonPropertyName("mode"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("normal, paused, draining, passthrough, off or maintenance.")]
    public string? Mode { get; init; }

    [JsonPropertyName("maximum_shoppers"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The most visitors who are inside at once: 0 for no limit, to 10,000,000.")]
    public int? MaximumShoppers { get; init; }

    [JsonPropertyName("gather_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may join.")]
    public DateTimeOffset? GatherAt { get; init; }

    [JsonPropertyName("opens_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may enter.")]
    public DateTimeOffset? OpensAt { get; init; }

    [JsonPropertyName("closes_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when nobody may join.")]
    public DateTimeOffset? ClosesAt { get; init; }

    [JsonPropertyName("draw_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When those who gathered are drawn.")]
    public DateTimeOffset? DrawAt { get; init; }

    [JsonPropertyName("order"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("arrival or draw.")]
    public string? Order { get; init; }

    [JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What everybody who waits is told, by language (ko, pt-BR); \"default\" is for all other languages. An empty object for nothing.")]
    public IReadOnlyDictionary<string, string>? Message { get; init; }

    [JsonPropertyName("reset"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The settings that are as configured again, by name.")]
    public IReadOnlyList<string>? Reset { get; init; }

    [JsonPropertyName("confirm"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The id of the event once more, for the modes passthrough, off and maintenance.")]
    public string? Confirm { get; init; }

    [JsonPropertyName("version"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The version of the settings that you looked at. If they are others by now, nothing is changed.")]
    public string? Version { get; init; }
}

/// <summary>409 of PATCH settings.</summary>
internal sealed record SettingsConflictResponse(
    [property: JsonPropertyName("who"), Description("Who changed something last; null if nobody did.")] string? Who,
    [property: JsonPropertyName("error")] Wire.ErrorDetail Error);

/// <summary>200 of PATCH settings.</summary>
internal sealed record SettingsChangedResponse(
    [property: JsonPropertyName("before"), Description("The settings before the change.")] SettingsResponse Before,
    [property: JsonPropertyName("after"), Description("The settings after it.")] SettingsResponse After,
    [property: JsonPropertyName("undo"), Description("The body of a PATCH that puts it back.")] SettingsRequest Undo);
