using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The summary of a run, as it is printed and as <c>--json</c> writes it. Times are seconds, latencies milliseconds.</summary>
internal sealed record Summary(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("gateways")] string[] Gateways,
    [property: JsonPropertyName("duration_sec")] double DurationSec,
    [property: JsonPropertyName("interrupted")] bool Interrupted,
    [property: JsonPropertyName("counts")] VisitorCounts Counts,
    [property: JsonPropertyName("admission")] AdmissionFigures Admission,
    [property: JsonPropertyName("shoppers")] ShopperFigures? Shoppers,
    [property: JsonPropertyName("draw")] DrawFigures? Draw,
    [property: JsonPropertyName("purchases")] PurchaseFigures? Purchases,
    [property: JsonPropertyName("wait_sec")] WaitFigures? Wait,
    [property: JsonPropertyName("eta")] EtaFigures? Eta,
    [property: JsonPropertyName("latency_ms")] LatencyFigures[] Latencies,
    [property: JsonPropertyName("retries")] SortedDictionary<string, int> Retries,
    [property: JsonPropertyName("checks")] CheckFigures[] Checks,
    [property: JsonPropertyName("passed")] bool Passed);
