using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The body of 201 to register and 200 to login. <c>expires_in</c> is in seconds.</summary>
internal sealed record AccountResponse(
    [property: JsonPropertyName("token"), Description("For the header Authorization: Bearer.")] string Token,
    [property: JsonPropertyName("user_id"), Description("The account's id: the claim sub of the token.")] string UserId,
    [property: JsonPropertyName("username"), Description("What to log in with.")] string Username,
    [property: JsonPropertyName("display_name"), Description("What to call this person.")] string DisplayName,
    [property: JsonPropertyName("role"), Description("Always user.")] string Role,
    [property: JsonPropertyName("expires_in"), Description("Seconds the token is good for.")] long ExpiresIn)
{
    /// <summary>The default of a record would print the token.</summary>
    public override string ToString() => nameof(AccountResponse);
}
