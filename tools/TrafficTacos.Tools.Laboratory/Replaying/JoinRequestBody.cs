using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Laboratory.Replaying;

internal sealed record JoinRequestBody([property: JsonPropertyName("event_id")] string EventId);
