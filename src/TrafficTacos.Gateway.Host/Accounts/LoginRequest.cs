using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The body of POST login.</summary>
internal sealed record LoginRequest(
    [property: JsonPropertyName("username"), Required, Description("From register.")] string? Username,
    [property: JsonPropertyName("password"), Required, Description("From register.")] string? Password)
{
    /// <summary>The default of a record would print the password.</summary>
    public override string ToString() => nameof(LoginRequest);
}
