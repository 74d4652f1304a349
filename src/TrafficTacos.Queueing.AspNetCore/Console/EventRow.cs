using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>GET events.</summary>
internal sealed record EventListResponse(
    [property: JsonPropertyName("at"), Description("When this was read, by this process.")] DateTimeOffset At,
    [property: JsonPropertyName("events"), Description("Every event that the store knows, the ones used last first.")] IReadOnlyList<EventRow> Events);

/// <summary>One event in a list.</summary>
internal record EventRow
{
    [JsonPropertyName("event_id"), Description("The event.")]
    public required string EventId { get; init; }

    [JsonPropertyName("at"), Description("When this was, by the store's clock.")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("phase"), Description("Where the event is in its schedule: scheduled, gathering, open or closed.")]
    public required string Phase { get; init; }

    [JsonPropertyName("mode"), Description("What it does: normal, paused, draining, passthrough, off, maintenance or recovering.")]
    public required string Mode { get; init; }

    [JsonPropertyName("length"), Description("How many visitors wait.")]
    public long Length { get; init; }

    [JsonPropertyName("remembered"), Description("How many are not counted and are back when they ask.")]
    public long Remembered { get; init; }

    [JsonPropertyName("admitted"), Description("How many have an unspent pass.")]
    public long Admitted { get; init; }

    [JsonPropertyName("shoppers"), Description("How many are inside, with an unspent pass or a session.")]
    public long Shoppers { get; init; }

    [JsonPropertyName("maximum_shoppers"), Description("How many may be inside at once; 0 for no limit.")]
    public long MaximumShoppers { get; init; }

    [JsonPropertyName("rate_now"), Description("Admissions a second in the last minute.")]
    public double RateNow { get; init; }

    [JsonPropertyName("admissions_per_second"), Description("Admissions a second, as in force.")]
    public double AdmissionsPerSecond { get; init; }

    [JsonPropertyName("wait_p50_seconds"), Description("How long half of those waited who were let in; null if nobody was.")]
    public double? WaitP50Seconds { get; init; }

    [JsonPropertyName("opens_at"), Description("From when visitors may enter; null for no such time.")]
    public DateTimeOffset? OpensAt { get; init; }

    [JsonPropertyName("draw_at"), Description("When those who gathered are drawn; null if they are not.")]
    public DateTimeOffset? DrawAt { get; init; }

    [JsonPropertyName("alerts"), Description("What somebody should look at, the critical ones first.")]
    public required IReadOnlyList<AlertResponse> Alerts { get; init; }
}

/// <summary>What somebody should look at.</summary>
internal sealed record AlertResponse(
    [property: JsonPropertyName("code"), Description("paused, maintenance, recovering, rate_unused, bound_full, no_admissions, shoppers_silent, draw_not_announced, draw_late, sold_out, departures_high or stale.")] string Code,
    [property: JsonPropertyName("severity"), Description("critical or warning.")] string Severity,
    [property: JsonPropertyName("since"), Description("Since when; null where nobody knows.")] DateTimeOffset? Since);
