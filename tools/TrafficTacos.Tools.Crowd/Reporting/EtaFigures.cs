using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>
/// The accuracy of the first estimates. A visitor became ready between the last response "waiting" and the first response "ready". The
/// error refers to the middle of the two, and the share within the p90 lies between the shares for either end.
/// </summary>
internal sealed record EtaFigures(
    [property: JsonPropertyName("visitors")] int Visitors,
    [property: JsonPropertyName("median_absolute_error_sec")] double MedianAbsoluteErrorSec,
    [property: JsonPropertyName("within_p90_at_least_percent")] double? WithinP90AtLeastPercent,
    [property: JsonPropertyName("within_p90_at_most_percent")] double? WithinP90AtMostPercent);
