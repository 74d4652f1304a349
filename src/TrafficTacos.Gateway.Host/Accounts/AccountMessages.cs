using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>POST register.</summary>
internal sealed record RegisterRequest(
    [property: JsonPropertyName("username"), Required, Description("3 to 20 letters A-Z a-z and digits.")] string? Username,
    [property: JsonPropertyName("password"), Required, Description("6 to 128 characters.")] string? Password,
    [property: JsonPropertyName("email"), Required, Description("An address such as name@example.com.")] string? Email,
    [property: JsonPropertyName("display_name"), Required, Description("1 to 100 characters.")] string? DisplayName)
{
    /// <summary>Without the password: a record prints all it has.</summary>
    public override string ToString() => nameof(RegisterRequest);
}

/// <summary>POST login.</summary>
internal sealed record LoginRequest(
    [property: JsonPropertyName("username"), Required, Description("From register.")] string? Username,
    [property: JsonPropertyName("password"), Required, Description("From register.")] string? Password)
{
    /// <summary>Without the password: a record prints all it has.</summary>
    public override string ToString() => nameof(LoginRequest);
}

/// <summary>201 of register and 200 of login. <c>expires_in</c> is in seconds.</summary>
internal sealed record AccountResponse(
    [property: JsonPropertyName("token"), Description("For the header Authorization: Bearer.")] string Token,
    [property: JsonPropertyName("user_id"), Description("Who this is for the gateway and the services behind it.")] string UserId,
    [property: JsonPropertyName("username"), Description("What to log in with.")] string Username,
    [property: JsonPropertyName("display_name"), Description("What to call this person.")] string DisplayName,
    [property: JsonPropertyName("role"), Description("Always user.")] string Role,
    [property: JsonPropertyName("expires_in"), Description("Seconds the token is good for.")] long ExpiresIn)
{
    /// <summary>Without the token: a record prints all it has.</summary>
    public override string ToString() => nameof(AccountResponse);
}

/// <summary>The key set that other services check the accounts' tokens with (RFC 7517).</summary>
internal sealed record KeySetResponse(
    [property: JsonPropertyName("keys"), Description("All that tokens may be signed with now.")] IReadOnlyList<PublicKey> Keys);

/// <summary>One public key of the curve P-256.</summary>
internal sealed record PublicKey(
    [property: JsonPropertyName("kty"), Description("Always EC.")] string KeyType,
    [property: JsonPropertyName("crv"), Description("Always P-256.")] string Curve,
    [property: JsonPropertyName("x"), Description("The point on the curve, base64url.")] string X,
    [property: JsonPropertyName("y"), Description("The point on the curve, base64url.")] string Y,
    [property: JsonPropertyName("kid"), Description("What the header of a token names.")] string KeyId,
    [property: JsonPropertyName("use"), Description("Always sig.")] string Use,
    [property: JsonPropertyName("alg"), Description("Always ES256.")] string Algorithm);

[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(KeySetResponse))]
internal sealed partial class AccountJson : JsonSerializerContext;
