using System.Text.Json.Serialization;

namespace TrafficTacos.Tools.Crowd.Contract;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(ReserveRequest))]
[JsonSerializable(typeof(ReservationResponse))]
[JsonSerializable(typeof(PaymentIntentRequest))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(PaymentResponse))]
[JsonSerializable(typeof(OrderResponse))]
internal sealed partial class PurchaseJson : JsonSerializerContext;
