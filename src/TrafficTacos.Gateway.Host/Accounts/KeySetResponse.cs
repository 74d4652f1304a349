using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The key set with which other services validate the accounts' tokens (RFC 7517).</summary>
internal sealed record KeySetResponse(
    [property: JsonPropertyName("keys"), Description("All that tokens may be signed with now.")] IReadOnlyList<PublicKey> Keys);
