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

    /// <summary>With the value <c>true</c>, either token stands for the owner of what the request carries; see
    /// <see cref="LoadTestIdentities"/>.</summary>
    public const string LoadTestHeader = "X-Load-Test";

    private const string UserId = "dev-user-123";
    private const string UserPrefix = "load-test-user-";
    private const string PassPrefix = "load-test-";
    private const string LoadTestType = "LoadTest";
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The user of the token. Null if the token is another one, or if the header has no valid name.</summary>
    public static ClaimsPrincipal? Find(ReadOnlySpan<char> token, HttpRequest request) => token switch
    {
        SingleUser or LoadTest when IsTrue(request.Headers[LoadTestHeader]) => User(NewUserId(), LoadTestType),
        SingleUser => User(UserId),
        LoadTest => NamedUser(request.Headers[UserHeader]),
        _ => null,
    };

    /// <summary>Whether the user is that of a request with <see cref="LoadTestHeader"/>.</summary>
    public static bool IsLoadTest(ClaimsPrincipal user) => string.Equals(user.Identity?.AuthenticationType, LoadTestType, StringComparison.Ordinal);

    /// <summary>The user of all requests with one pass.</summary>
    /// <param name="entry">The hexadecimal digits of the pass's entry.</param>
    public static ClaimsPrincipal UserOfPass(ReadOnlySpan<char> entry) => User(string.Concat(PassPrefix, entry));

    private static bool IsTrue(StringValues header) => header is [{ } text] && bool.TryParse(text, out var isTrue) && isTrue;

    private static ClaimsPrincipal? NamedUser(StringValues names) => names switch
    {
        [] => User(NewUserId()),
        [{ Length: > 0 and <= MaxNameLength } name] when !name.AsSpan().ContainsAnyExcept(NameCharacters) => User(name),
        _ => null,
    };

    /// <summary>Random, because a counter would repeat in other gateways and in the next run.</summary>
    private static string NewUserId() => UserPrefix + Random.Shared.NextInt64().ToString(CultureInfo.InvariantCulture);

    private static ClaimsPrincipal User(string id, string type = "Development") =>
        new(new ClaimsIdentity(
            [new Claim(TokenValidationRules.Subject, id), new Claim(TokenValidationRules.Role, "user")],
            type, TokenValidationRules.Subject, TokenValidationRules.Role));
}
