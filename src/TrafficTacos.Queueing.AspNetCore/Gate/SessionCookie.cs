using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>
/// The cookie of a pass or a session: the token, a full stop, and a signature for the browser. A copy in another browser, which brings an
/// identity of its own, counts as none. A browser that comes from another site by POST brings no identity, and its session counts.
/// </summary>
internal sealed class SessionCookie(GateCookies cookies, BrowserIdentities browsers)
{
    private const char Separator = '.';

    public async ValueTask<string?> ReadAsync(HttpContext context, string eventId, string? browserId) =>
        await VerifyAsync(cookies.Read(context, eventId, CookieKind.Session), browserId).ConfigureAwait(false);

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

    private static bool IsSame(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
