using System.Buffers;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>What an account may be.</summary>
internal static class AccountValidator
{
    private const int LongestEmail = 254;
    private const int LongestDisplayName = 100;

    /// <summary>ASCII: letters that only look alike would be other people's names.</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The first thing that is wrong, or null.</summary>
    public static ApiError? Check(RegisterRequest request) =>
        !IsUsername(request.Username) ? GatewayErrors.InvalidUsername
        : request.Password is not { Length: >= 6 and <= 128 } ? GatewayErrors.InvalidPassword
        : !IsEmail(request.Email) ? GatewayErrors.InvalidEmail
        : !IsDisplayName(request.DisplayName) ? GatewayErrors.InvalidDisplayName
        : null;

    public static bool IsUsername(string? name) => name is { Length: >= 3 and <= 20 } && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Plausible: only a letter to it could prove more.</summary>
    private static bool IsEmail(string? email) =>
        email is { Length: <= LongestEmail }
        && email.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain]
        && !domain.StartsWith('.') && !domain.EndsWith('.')
        && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static bool IsDisplayName(string? name) =>
        name is { Length: <= LongestDisplayName } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
}
