using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record EnterRequest([property: JsonPropertyName("waiting_token")] string WaitingToken);
