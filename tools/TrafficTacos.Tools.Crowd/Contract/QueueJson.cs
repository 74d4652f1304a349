using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(EnterResponse))]
[JsonSerializable(typeof(LeaveResponse))]
[JsonSerializable(typeof(OpenSessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(DrawResponse))]
[JsonSerializable(typeof(ProtectedRequest))]
[JsonSerializable(typeof(ProtectedResponse))]
internal sealed partial class QueueJson : JsonSerializerContext;
