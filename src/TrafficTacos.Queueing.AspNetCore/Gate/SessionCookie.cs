using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>
/// The cookie of a pass or a session: the token, a full stop, and a signature for the browser. A copy in another browser, which brings an
/// identity of its own, counts as none, as does one without any identity. But a browser that comes from another site by POST brings no identity, and
/// its session counts. It says so itself, or is too old to say anything.
/// </summary>
internal sealed class SessionCookie(GateCookies cookies, BrowserIdentities browsers)
{
    private const char Separator = '.';

    public async ValueTask<string?> ReadAsync(HttpContext context, string eventId, string? browserId) =>
        browserId is null && !MayLackIdentity(context.Request) ? null
        : await VerifyAsync(cookies.Read(context, eventId, CookieKind.Session), browserId).ConfigureAwait(false);

    /// <summary>The token of a cookie's value; null if it is not this browser's.</summary>
    public async ValueTask<string?> VerifyAsync(string? value, string? browserId)
    {
        if (value is null || value.LastIndexOf(Separator) is not (> 0 and var at))
            return null;
        var token = value[..at];
        return browserId is null || IsSame(await browsers.SignAsync(browserId, token).ConfigureAwait(false), value[(at + 1)..]) ? token : null;
    }

    public async ValueTask WriteAsync(HttpContext context, string eventId, string token, string browserId) =>
        cookies.Write(context, eventId, CookieKind.Session, token + Separator + await browsers.SignAsync(browserId, token).ConfigureAwait(false));

    private static bool MayLackIdentity(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site]
            ? string.Equals(site, "cross-site", StringComparison.OrdinalIgnoreCase)
            : !request.Headers.Keys.Any(name => name.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase));

    private static bool IsSame(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
