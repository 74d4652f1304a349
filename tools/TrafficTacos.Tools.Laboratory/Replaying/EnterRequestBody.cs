using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Laboratory.Replaying;

internal sealed record EnterRequestBody([property: JsonPropertyName("waiting_token")] string WaitingToken);
