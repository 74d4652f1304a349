using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Primitives;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Two tokens that everybody knows. Accepted in Development only; elsewhere the option is refused at the start, and
/// the words are tokens that nobody issued.</summary>
internal static class DevelopmentTokens
{
    public const string OneUser = "dev-super-key-local-testing";
    public const string ManyUsers = "load-test-bypass-token";
    public const string UserHeader = "X-Load-Test-User";

    private const string UserId = "dev-user-123";
    private const string UserPrefix = "load-test-user-";
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Who that is; null when the token is not one of the two, or the header names nobody properly.</summary>
    public static ClaimsPrincipal? Recognise(ReadOnlySpan<char> token, HttpRequest request) => token switch
    {
        OneUser => User(UserId),
        ManyUsers => Named(request.Headers[UserHeader]),
        _ => null,
    };

    private static ClaimsPrincipal? Named(StringValues names) => names switch
    {
        [] => User(Fresh()),
        [{ Length: > 0 and <= LongestName } name] when !name.AsSpan().ContainsAnyExcept(NameCharacters) => User(name),
        _ => null,
    };

    /// <summary>By chance and not by counting: several gateways would count alike, and so would the next run.</summary>
    private static string Fresh() => UserPrefix + Random.Shared.NextInt64().ToString(CultureInfo.InvariantCulture);

    private static ClaimsPrincipal User(string id) =>
        new(new ClaimsIdentity([new Claim(TokenValidationRules.Subject, id), new Claim(TokenValidationRules.Role, "user")], "Development", TokenValidationRules.Subject, TokenValidationRules.Role));
}
