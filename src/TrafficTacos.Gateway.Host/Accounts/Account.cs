using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Somebody who registered, as the store keeps it.</summary>
/// <param name="UserId">By chance, and never given again: nobody can tell one from a name.</param>
/// <param name="Username">As it was written; two that differ in case only are one.</param>
/// <param name="Email">Never checked by a letter to it.</param>
/// <param name="DisplayName">What others may see.</param>
/// <param name="Role">What the token says; <see cref="UserRole"/> for everybody who registers.</param>
/// <param name="PasswordHash">Of the framework's password hasher, salt included.</param>
/// <param name="CreatedAt">When they registered.</param>
internal sealed record Account(
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("password_hash")] string PasswordHash,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt)
{
    public const string UserRole = "user";

    private const int UserIdBytes = 16;

    public static string NewUserId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(UserIdBytes));

    public string Write() => JsonSerializer.Serialize(this, AccountJson.Default.Account);

    public static Account? Read(string? text) => text is null ? null : JsonSerializer.Deserialize(text, AccountJson.Default.Account);

    /// <summary>Without the hash: a record prints all it has.</summary>
    public override string ToString() => UserId;
}
