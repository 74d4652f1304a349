using System.Text.Json.Serialization;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>The whole run in numbers: what is printed at the end and what <c>--json</c> writes. Times in seconds but for latencies.</summary>
internal sealed record Summary(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("gateways")] string[] Gateways,
    [property: JsonPropertyName("duration_sec")] double DurationSec,
    [property: JsonPropertyName("interrupted")] bool Interrupted,
    [property: JsonPropertyName("counts")] Counts Counts,
    [property: JsonPropertyName("admission")] AdmissionFigures Admission,
    [property: JsonPropertyName("sale")] SaleFigures? Sale,
    [property: JsonPropertyName("wait_sec")] WaitFigures? Wait,
    [property: JsonPropertyName("eta")] EtaFigures? Eta,
    [property: JsonPropertyName("latency_ms")] LatencyFigures[] Latencies,
    [property: JsonPropertyName("retries")] SortedDictionary<string, int> Retries,
    [property: JsonPropertyName("verdict")] VerdictFigures[] Verdict,
    [property: JsonPropertyName("all_zeros")] bool AllZeros);

internal sealed record Counts(
    [property: JsonPropertyName("visitors")] int Visitors,
    [property: JsonPropertyName("joined")] int Joined,
    [property: JsonPropertyName("admitted")] int Admitted,
    [property: JsonPropertyName("passes_used")] int PassesUsed,
    [property: JsonPropertyName("left")] int Left,
    [property: JsonPropertyName("silent")] int Silent,
    [property: JsonPropertyName("lost")] int Lost,
    [property: JsonPropertyName("unfinished")] int Unfinished);

/// <param name="PerSecond">Admissions over the time from the first to the last.</param>
/// <param name="AfterBurstPerSecond">The same without the first capacity + overdraft, which a full bucket lets through at once.</param>
/// <param name="ConfiguredPerSecond">What <c>--refill</c> said.</param>
/// <param name="Headroom">How many more the tightest window could have held.</param>
internal sealed record AdmissionFigures(
    [property: JsonPropertyName("per_second")] double? PerSecond,
    [property: JsonPropertyName("after_burst_per_second")] double? AfterBurstPerSecond,
    [property: JsonPropertyName("configured_per_second")] double ConfiguredPerSecond,
    [property: JsonPropertyName("headroom")] double Headroom);

/// <summary>With <c>--buy</c>. Each buyer who was let in is in one of the counts.</summary>
/// <param name="Orders">Confirmed orders.</param>
/// <param name="Seats">Seats of theirs.</param>
/// <param name="Revenue">What they cost, in the currency's smallest unit.</param>
/// <param name="Currency">The currency.</param>
/// <param name="SoldOut">Were told that the seats are gone.</param>
/// <param name="Declined">Could not pay.</param>
/// <param name="TooLate">Paid too late for their hold.</param>
/// <param name="Undecided">Lost their pass with a gateway that failed.</param>
internal sealed record SaleFigures(
    [property: JsonPropertyName("orders")] int Orders,
    [property: JsonPropertyName("seats")] int Seats,
    [property: JsonPropertyName("revenue")] long Revenue,
    [property: JsonPropertyName("currency")] string Currency,
    [property: JsonPropertyName("sold_out")] int SoldOut,
    [property: JsonPropertyName("declined")] int Declined,
    [property: JsonPropertyName("too_late")] int TooLate,
    [property: JsonPropertyName("undecided")] int Undecided);

/// <summary>From the answered join to the pass.</summary>
internal sealed record WaitFigures(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("max")] double Max);

/// <summary>
/// The first estimate against when the visitor became ready: between the last poll that said to wait and the first that
/// said ready. The error is to the middle of the two; the share within the p90 lies between what each of them would give.
/// </summary>
internal sealed record EtaFigures(
    [property: JsonPropertyName("visitors")] int Visitors,
    [property: JsonPropertyName("median_absolute_error_sec")] double MedianAbsoluteErrorSec,
    [property: JsonPropertyName("within_p90_at_least_percent")] double? WithinP90AtLeastPercent,
    [property: JsonPropertyName("within_p90_at_most_percent")] double? WithinP90AtMostPercent);

internal sealed record LatencyFigures(
    [property: JsonPropertyName("call")] string Call,
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("max")] double Max);

internal sealed record VerdictFigures(
    [property: JsonPropertyName("check")] string Check,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("example")] string? Example);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
