using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record RegisterRequest(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("password")] string Password,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("display_name")] string DisplayName);
