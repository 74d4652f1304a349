using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record OpenSessionRequest([property: JsonPropertyName("reservation_token")] string ReservationToken);
