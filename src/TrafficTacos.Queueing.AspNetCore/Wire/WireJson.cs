using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>How the messages are read and written, whatever the host's own JSON options say.</summary>
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(DuplicateJoinResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(EnterResponse))]
[JsonSerializable(typeof(EnterDeniedResponse))]
[JsonSerializable(typeof(LeaveResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class WireJson : JsonSerializerContext;
