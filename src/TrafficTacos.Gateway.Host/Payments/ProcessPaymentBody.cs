using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The body of POST payment/process.</summary>
internal sealed record ProcessPaymentBody(
    [property: JsonPropertyName("payment_intent_id"), Required, Description("From the payment intent.")] string? PaymentIntentId,
    [property: JsonPropertyName("action"), Description("approve or fail. approve when left out.")] string? Action = null);
