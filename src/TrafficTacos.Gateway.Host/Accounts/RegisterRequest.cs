using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The body of POST register.</summary>
internal sealed record RegisterRequest(
    [property: JsonPropertyName("username"), Required, Description("3 to 20 letters A-Z a-z and digits.")] string? Username,
    [property: JsonPropertyName("password"), Required, Description("6 to 128 characters.")] string? Password,
    [property: JsonPropertyName("email"), Required, Description("An address such as name@example.com.")] string? Email,
    [property: JsonPropertyName("display_name"), Required, Description("1 to 100 characters.")] string? DisplayName)
{
    /// <summary>The default of a record would print the password.</summary>
    public override string ToString() => nameof(RegisterRequest);
}
