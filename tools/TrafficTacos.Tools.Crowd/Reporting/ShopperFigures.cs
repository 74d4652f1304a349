using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The most visitors who were certainly inside at once, and how many may be.</summary>
internal sealed record ShopperFigures(
    [property: JsonPropertyName("most_inside")] int MostInside,
    [property: JsonPropertyName("maximum")] int Maximum);
