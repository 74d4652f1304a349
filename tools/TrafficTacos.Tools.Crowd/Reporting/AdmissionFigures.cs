using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The rate of admissions.</summary>
/// <param name="PerSecond">From the first admission to the last.</param>
/// <param name="AfterBurstPerSecond">The same without the first burst + overdraft, which a full bucket admits at once.</param>
/// <param name="ConfiguredPerSecond">The value of <c>--admissions-per-second</c>.</param>
/// <param name="Headroom">How many more admissions the worst interval could have contained.</param>
internal sealed record AdmissionFigures(
    [property: JsonPropertyName("per_second")] double? PerSecond,
    [property: JsonPropertyName("after_burst_per_second")] double? AfterBurstPerSecond,
    [property: JsonPropertyName("configured_per_second")] double ConfiguredPerSecond,
    [property: JsonPropertyName("headroom")] double Headroom);
