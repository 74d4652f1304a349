using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>POST register.</summary>
internal sealed record RegisterRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("display_name")] string? DisplayName)
{
    /// <summary>Without the password: a record prints all it has.</summary>
    public override string ToString() => nameof(RegisterRequest);
}

/// <summary>POST login.</summary>
internal sealed record LoginRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password)
{
    /// <summary>Without the password: a record prints all it has.</summary>
    public override string ToString() => nameof(LoginRequest);
}

/// <summary>201 of register and 200 of login. <c>expires_in</c> is in seconds.</summary>
internal sealed record AccountResponse(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("expires_in")] long ExpiresIn)
{
    /// <summary>Without the token: a record prints all it has.</summary>
    public override string ToString() => nameof(AccountResponse);
}

/// <summary>The key set that other services check the accounts' tokens with (RFC 7517).</summary>
internal sealed record KeySetResponse(
    [property: JsonPropertyName("keys")] IReadOnlyList<PublicKey> Keys);

/// <summary>One public key of the curve P-256.</summary>
internal sealed record PublicKey(
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y,
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("alg")] string Algorithm);

[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(KeySetResponse))]
internal sealed partial class AccountJson : JsonSerializerContext;
