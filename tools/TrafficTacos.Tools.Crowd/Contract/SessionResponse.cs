using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>The response to every call for sessions. A release has a status only.</summary>
internal sealed record SessionResponse(
    [property: JsonPropertyName("session_token")] string? SessionToken,
    [property: JsonPropertyName("session_id")] string? SessionId,
    [property: JsonPropertyName("expires_in_sec")] double ExpiresInSec,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
