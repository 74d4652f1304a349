using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>GET report.</summary>
internal sealed record ReportResponse
{
    [JsonPropertyName("event"), Description("The event as it is now.")]
    public required EventRow Event { get; init; }

    [JsonPropertyName("first_join_at"), Description("When the first visitor joined; null if nobody did.")]
    public DateTimeOffset? FirstJoinAt { get; init; }

    [JsonPropertyName("came"), Description("How many visitors came.")]
    public long Came { get; init; }

    [JsonPropertyName("admitted"), Description("How many were let in by the rule and did not lose the pass unspent.")]
    public long Admitted { get; init; }

    [JsonPropertyName("passed_through"), Description("How many were let in while everybody was.")]
    public long PassedThrough { get; init; }

    [JsonPropertyName("left"), Description("How many gave up their place.")]
    public long Left { get; init; }

    [JsonPropertyName("expired"), Description("How many fell silent and were forgotten.")]
    public long Expired { get; init; }

    [JsonPropertyName("no_show"), Description("How many were not there when it was their turn and were forgotten.")]
    public long NoShow { get; init; }

    [JsonPropertyName("removed"), Description("How many operators removed and did not give back.")]
    public long Removed { get; init; }

    [JsonPropertyName("wait_p50_seconds"), Description("How long half of those waited who were let in; right to an eighth, as the next ones.")]
    public double? WaitP50Seconds { get; init; }

    [JsonPropertyName("wait_p90_seconds"), Description("How long 90 of 100 of them waited at most.")]
    public double? WaitP90Seconds { get; init; }

    [JsonPropertyName("wait_p95_seconds"), Description("How long 95 of 100 of them waited at most.")]
    public double? WaitP95Seconds { get; init; }

    [JsonPropertyName("wait_maximum_seconds"), Description("How long all of them waited at most.")]
    public double? WaitMaximumSeconds { get; init; }

    [JsonPropertyName("peak_length"), Description("The longest queue of the history.")]
    public long PeakLength { get; init; }

    [JsonPropertyName("peak_at"), Description("When that was.")]
    public DateTimeOffset? PeakAt { get; init; }

    [JsonPropertyName("rate_used"), Description("Admissions a second while visitors waited throughout; null if there was no such time.")]
    public double? RateUsed { get; init; }

    [JsonPropertyName("rate_configured"), Description("The rate in force in the same time.")]
    public double? RateConfigured { get; init; }

    [JsonPropertyName("estimate_error"), Description("The median of |told − actual| / actual of the last waits that this process saw; null where it knows too few.")]
    public double? EstimateError { get; init; }

    [JsonPropertyName("draw"), Description("The draw; null if there was none.")]
    public DrawSummary? Draw { get; init; }

    [JsonPropertyName("draw_papers"), Description("The papers of the draw as JSON in a text; null if there was none.")]
    public string? DrawPapers { get; init; }

    [JsonPropertyName("is_journal_cut"), Description("The journal was cut: single visitors of the beginning cannot be looked up any more. The numbers here are whole.")]
    public bool IsJournalCut { get; init; }

    [JsonPropertyName("history"), Description("The event at every ten seconds, oldest first; about 28 hours are kept.")]
    public required IReadOnlyList<HistoryMoment> History { get; init; }

    [JsonPropertyName("audit"), Description("What operators did, oldest first.")]
    public required IReadOnlyList<AuditLine> Audit { get; init; }
}
