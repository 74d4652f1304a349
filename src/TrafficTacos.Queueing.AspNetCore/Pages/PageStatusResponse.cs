using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>What a waiting page is told when it asks where its visitor stands. Without any token: those are in cookies that no script
/// reads.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record PageStatusResponse(
    [property: JsonPropertyName("status"), Description("waiting, ready, admitted, expired, or none where there is no place.")] string Status,
    [property: JsonPropertyName("position"), Description("The place in the queue; 1 is the front, 0 for none or before the draw.")] long Position,
    [property: JsonPropertyName("queue_length"), Description("Visitors in the queue.")] long QueueLength,
    [property: JsonPropertyName("eta_sec"), Description("Estimated seconds until ready, median; 0 only when ready.")] long EtaSec,
    [property: JsonPropertyName("eta_p90_sec"), Description("Estimated seconds until ready, 90th percentile.")] long EtaP90Sec,
    [property: JsonPropertyName("phase"), Description("scheduled, gathering, open or closed.")] string Phase,
    [property: JsonPropertyName("mode"), Description("What the event does: normal, paused, and so on.")] string Mode,
    [property: JsonPropertyName("poll_after_ms"), Description("When to ask again, in milliseconds.")] long PollAfterMs,
    [property: JsonPropertyName("page"), Description("What the built-in page shows, in the visitor's language.")] PageView Page);
