using System.Globalization;
using System.Security.Claims;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The user of an operator's request. Only an identity of the operators' own schemes counts, whatever claims others have.</summary>
internal static class OperatorIdentity
{
    /// <summary>Where the console looks for the name.</summary>
    private const string Name = "name";
    private const string Role = "operator_role";
    private const string Stamp = "operator_stamp";
    private const string Until = "operator_until";

    /// <summary>An operator of the file.</summary>
    /// <param name="account">The operator.</param>
    /// <param name="until">When the session ends at the latest.</param>
    public static ClaimsPrincipal OfSession(OperatorAccount account, DateTimeOffset until) =>
        Create(OperatorSchemes.Session, new Claim(Name, account.Name), new Claim(Stamp, account.Stamp), End(until));

    /// <summary>An operator of the issuer.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="role">What the token says.</param>
    /// <param name="until">When the token ends.</param>
    public static ClaimsPrincipal OfToken(string name, OperatorRole role, DateTimeOffset until) =>
        Create(OperatorSchemes.Token, new Claim(Name, name), new Claim(Role, role is OperatorRole.Change ? OperatorRoles.Change : OperatorRoles.View), End(until));

    /// <summary>The role that a user has now: that of the file's line with which the session began, or that of the token. Null if it has
    /// ended, or for anybody who is no operator.</summary>
    public static OperatorRole? RoleOf(ClaimsPrincipal user, OperatorDirectory? directory, DateTimeOffset now)
    {
        if (Identity(user) is not { } identity || !IsBefore(identity.FindFirst(Until)?.Value, now))
            return null;
        if (identity.AuthenticationType is OperatorSchemes.Token)
            return OperatorRoles.Find(identity.FindFirst(Role)?.Value);
        return identity.Name is { } name && directory?.Find(name) is { } account
            && string.Equals(account.Stamp, identity.FindFirst(Stamp)?.Value, StringComparison.Ordinal)
            ? account.Role
            : null;
    }

    private static ClaimsIdentity? Identity(ClaimsPrincipal user) =>
        user.Identities.FirstOrDefault(identity => identity.AuthenticationType is OperatorSchemes.Session or OperatorSchemes.Token);

    private static bool IsBefore(string? until, DateTimeOffset now) =>
        long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && now.ToUnixTimeSeconds() < end;

    private static Claim End(DateTimeOffset until) => new(Until, until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private static ClaimsPrincipal Create(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme, Name, Role));
}
