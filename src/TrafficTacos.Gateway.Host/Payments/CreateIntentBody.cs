using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The body of POST payment/intent.</summary>
internal sealed record CreateIntentBody(
    [property: JsonPropertyName("reservation_id"), Required, Description("What is paid for.")] string? ReservationId,
    [property: JsonPropertyName("amount"), Required, Description("Above 0, in the currency's smallest unit.")] long? Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters. KRW when left out.")] string? Currency,
    [property: JsonPropertyName("scenario"), Description("For tests: approve, fail, delay, random or timeout. approve when left out.")] string? Scenario);
