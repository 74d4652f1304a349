using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>An amount in the currency's smallest unit.</summary>
internal sealed record MoneyView(
    [property: JsonPropertyName("amount"), Description("In the currency's smallest unit.")] long Amount,
    [property: JsonPropertyName("currency"), Description("ISO 4217: three capital letters.")] string Currency);
