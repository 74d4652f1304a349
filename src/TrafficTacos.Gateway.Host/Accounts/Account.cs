using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>An account as the store keeps it.</summary>
/// <param name="UserId">Random and never reused. It does not reveal the username.</param>
/// <param name="Username">As the user wrote it. Usernames that differ in case only are the same.</param>
/// <param name="Email">Not verified.</param>
/// <param name="DisplayName">The name that others may see.</param>
/// <param name="Role">The role in the token; <see cref="UserRole"/> for every registration.</param>
/// <param name="PasswordHash">From the framework's password hasher, with the salt.</param>
/// <param name="CreatedAt">The time of the registration.</param>
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

    /// <summary>The default of a record would print the hash.</summary>
    public override string ToString() => UserId;
}
