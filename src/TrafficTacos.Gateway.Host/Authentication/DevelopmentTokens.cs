using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Primitives;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Two public tokens, accepted in Development only. In other environments the start refuses the option, and these texts are
/// invalid tokens.</summary>
internal static class DevelopmentTokens
{
    public const string SingleUser = "dev-super-key-local-testing";
    public const string LoadTest = "load-test-bypass-token";
    public const string UserHeader = "X-Load-Test-User";

    private const string UserId = "dev-user-123";
    private const string UserPrefix = "load-test-user-";
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The user of the token. Null if the token is another one, or if the header has no valid name.</summary>
    public static ClaimsPrincipal? Find(ReadOnlySpan<char> token, HttpRequest request) => token switch
    {
        SingleUser => User(UserId),
        LoadTest => NamedUser(request.Headers[UserHeader]),
        _ => null,
    };

    private static ClaimsPrincipal? NamedUser(StringValues names) => names switch
    {
        [] => User(NewUserId()),
        [{ Length: > 0 and <= MaxNameLength } name] when !name.AsSpan().ContainsAnyExcept(NameCharacters) => User(name),
        _ => null,
    };

    /// <summary>Random, because a counter would repeat in other gateways and in the next run.</summary>
    private static string NewUserId() => UserPrefix + Random.Shared.NextInt64().ToString(CultureInfo.InvariantCulture);

    private static ClaimsPrincipal User(string id) =>
        new(new ClaimsIdentity(
            [new Claim(TokenValidationRules.Subject, id), new Claim(TokenValidationRules.Role, "user")],
            "Development", TokenValidationRules.Subject, TokenValidationRules.Role));
}
