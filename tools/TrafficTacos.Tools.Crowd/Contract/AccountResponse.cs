using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record AccountResponse(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
