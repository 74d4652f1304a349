using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>JSON of payments. Values that a reply does not have are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateIntentBody))]
[JsonSerializable(typeof(IntentCreated))]
[JsonSerializable(typeof(ProcessPaymentBody))]
[JsonSerializable(typeof(PaymentProcessed))]
[JsonSerializable(typeof(PaymentView))]
internal sealed partial class PaymentJson : JsonSerializerContext;
