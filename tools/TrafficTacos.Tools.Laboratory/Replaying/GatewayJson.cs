using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Laboratory.Replaying;

[JsonSerializable(typeof(JoinRequestBody))]
[JsonSerializable(typeof(EnterRequestBody))]
[JsonSerializable(typeof(ResponseBody))]
internal sealed partial class GatewayJson : JsonSerializerContext;
