using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>GET one event.</summary>
internal sealed record EventDetail : EventRow
{
    [JsonPropertyName("first_join_at"), Description("When the first visitor joined; null if nobody did.")]
    public DateTimeOffset? FirstJoinAt { get; init; }

    [JsonPropertyName("level"), Description("How many admissions the bucket holds; negative while it is overdrawn.")]
    public double Level { get; init; }

    [JsonPropertyName("burst"), Description("The most admissions that can be saved up.")]
    public int Burst { get; init; }

    [JsonPropertyName("admissions_last_minute"), Description("Admissions of the last minute.")]
    public long AdmissionsLastMinute { get; init; }

    [JsonPropertyName("admissions_last_5_minutes"), Description("Admissions of the last 5 minutes.")]
    public long AdmissionsLast5Minutes { get; init; }

    [JsonPropertyName("admissions_last_15_minutes"), Description("Admissions of the last 15 minutes.")]
    public long AdmissionsLast15Minutes { get; init; }

    [JsonPropertyName("wait_p95_seconds"), Description("How long 95 of 100 of those waited at most who were let in; null if nobody was.")]
    public double? WaitP95Seconds { get; init; }

    [JsonPropertyName("counts"), Description("How many visitors of the whole sale were counted of each kind of the journal.")]
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    [JsonPropertyName("settings"), Description("The settings in force.")]
    public required SettingsResponse Settings { get; init; }

    [JsonPropertyName("all_in"), Description("When everybody is in who waits now; null where nobody waits, or where all_in_reason says why it cannot be told.")]
    public ForecastTimes? AllIn { get; init; }

    [JsonPropertyName("all_in_reason"), Description("Why all_in is null: empty, paused, maintenance, recovering, passthrough, off or closed; null where there is a forecast.")]
    public string? AllInReason { get; init; }

    [JsonPropertyName("estimate_error"), Description("The median of |told − actual| / actual of the waits of visitors whom this process told and let in lately; null where it knows too few.")]
    public double? EstimateError { get; init; }

    [JsonPropertyName("draw"), Description("The draw; null if none was announced.")]
    public DrawSummary? Draw { get; init; }
}

/// <summary>A time, and between which it is in four of five cases.</summary>
internal sealed record ForecastTimes(
    [property: JsonPropertyName("p10_at"), Description("One time in ten it is before this.")] DateTimeOffset P10At,
    [property: JsonPropertyName("p50_at"), Description("The median.")] DateTimeOffset P50At,
    [property: JsonPropertyName("p90_at"), Description("One time in ten it is after this.")] DateTimeOffset P90At);

/// <summary>A draw in short.</summary>
internal sealed record DrawSummary(
    [property: JsonPropertyName("stage"), Description("announced, frozen, rooted, seeded, ranked or abandoned.")] string Stage,
    [property: JsonPropertyName("draw_at"), Description("When the draw is, as last announced.")] DateTimeOffset DrawAt,
    [property: JsonPropertyName("entries"), Description("How many take part; null before that is decided.")] int? Entries,
    [property: JsonPropertyName("round"), Description("The round of the beacon that decides; null with a secret, and before it is known.")] long? Round,
    [property: JsonPropertyName("round_at"), Description("When that round appears; null where round is.")] DateTimeOffset? RoundAt,
    [property: JsonPropertyName("abandoned_for"), Description("Why nothing was drawn; null unless the draw was abandoned.")] string? AbandonedFor);

/// <summary>GET forecast.</summary>
internal sealed record ForecastResponse(
    [property: JsonPropertyName("now"), Description("When everybody is in who waits now, with the settings in force.")] ForecastTimes? Now,
    [property: JsonPropertyName("then"), Description("The same after the change of the query.")] ForecastTimes? Then,
    [property: JsonPropertyName("reason"), Description("Why then is null: empty, paused, maintenance, recovering, passthrough, off or closed; null where it is not.")] string? Reason);

/// <summary>GET history.</summary>
internal sealed record HistoryResponse(
    [property: JsonPropertyName("moments"), Description("One for each ten seconds, oldest first.")] IReadOnlyList<HistoryMoment> Moments);

/// <summary>An event at one instant.</summary>
internal sealed record HistoryMoment(
    [property: JsonPropertyName("at"), Description("When, by the store's clock.")] DateTimeOffset At,
    [property: JsonPropertyName("length"), Description("How many waited.")] long Length,
    [property: JsonPropertyName("admitted"), Description("How many had been let in until then.")] long Admitted,
    [property: JsonPropertyName("departed"), Description("How many had departed until then without having been let in.")] long Departed,
    [property: JsonPropertyName("shoppers"), Description("How many were inside.")] long? Shoppers,
    [property: JsonPropertyName("admissions_per_second"), Description("The rate in force.")] double AdmissionsPerSecond,
    [property: JsonPropertyName("mode"), Description("What the event did.")] string Mode);
