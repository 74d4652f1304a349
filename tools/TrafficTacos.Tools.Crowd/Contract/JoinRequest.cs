using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record JoinRequest([property: JsonPropertyName("event_id")] string EventId);
