using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

internal sealed record ProtectedResponse([property: JsonPropertyName("error")] ErrorBody? Error) : IResponseBody;
