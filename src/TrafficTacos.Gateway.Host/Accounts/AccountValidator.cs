using System.Buffers;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The rules for a new account.</summary>
internal static class AccountValidator
{
    private const int MaxEmailLength = 254;
    private const int MaxDisplayNameLength = 100;

    /// <summary>ASCII only: letters that look alike could imitate another user's name.</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The first error, or null.</summary>
    public static ApiError? Check(RegisterRequest request) =>
        !IsUsername(request.Username) ? GatewayErrors.InvalidUsername
        : request.Password is not { Length: >= 6 and <= 128 } ? GatewayErrors.InvalidPassword
        : !IsEmail(request.Email) ? GatewayErrors.InvalidEmail
        : !IsDisplayName(request.DisplayName) ? GatewayErrors.InvalidDisplayName
        : null;

    public static bool IsUsername(string? name) => name is { Length: >= 3 and <= 20 } && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Only a plausibility check: nothing but a message to the address could prove it.</summary>
    private static bool IsEmail(string? email) =>
        email is { Length: <= MaxEmailLength }
        && email.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain]
        && !domain.StartsWith('.') && !domain.EndsWith('.')
        && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static bool IsDisplayName(string? name) =>
        name is { Length: <= MaxDisplayNameLength } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
}
