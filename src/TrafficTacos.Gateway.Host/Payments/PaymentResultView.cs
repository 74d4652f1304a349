using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The result of a payment.</summary>
internal sealed record PaymentResultView(
    [property: JsonPropertyName("success"), Description("Whether it was approved.")] bool Success,
    [property: JsonPropertyName("failure_reason"), Description("Why not.")] string? FailureReason,
    [property: JsonPropertyName("response_code"), Description("The payment service's own code.")] int ResponseCode);
