using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>What is published of a draw. Bytes are hexadecimal digits.</summary>
internal sealed record DrawResponse(
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("announcement")] DrawAnnouncementResponse? Announcement,
    [property: JsonPropertyName("entries")] int? Entries,
    [property: JsonPropertyName("root")] string? Root,
    [property: JsonPropertyName("beacon_value")] string? BeaconValue,
    [property: JsonPropertyName("secret")] string? Secret,
    [property: JsonPropertyName("seed")] string? Seed,
    [property: JsonPropertyName("leaves_url")] string? LeavesUrl,
    [property: JsonPropertyName("mine")] DrawnPlaceResponse? Mine,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
