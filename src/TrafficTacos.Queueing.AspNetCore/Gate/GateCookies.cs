using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Names, reads and writes the cookies of the gate: three for each event.</summary>
internal sealed class GateCookies(IOptions<WaitingRoomHttpOptions> http, IOptions<WaitingRoomOptions> options, ILogger<GateCookies> logger)
{
    /// <summary>A browser keeps its cookies for so many events; of one more, those of the event that it met first are deleted.</summary>
    public const int MaxEvents = 4;

    private const string HostPrefix = "__Host-";
    private const string SecurePrefix = "__Secure-";
    /// <summary>Behind a waiting token, which has none: its turn was of no use.</summary>
    private const char ServedMark = '~';

    private const int HashBytes = 6;
    private const int MaxNames = 10_000;

    private readonly ConcurrentDictionary<(string EventId, CookieKind Kind, bool IsLocal), string> _names = new();
    private int _hasWarned;

    /// <summary>A value that is there once; a name that comes twice was set by somebody else for a whole domain, and counts as none.</summary>
    public string? Read(HttpContext context, string eventId, CookieKind kind)
    {
        var name = NameOf(context.Request, eventId, kind);
        string? found = null;
        foreach (var header in context.Request.Headers.Cookie)
        {
            var rest = header.AsSpan();
            // A gate reads each request's cookies, so it takes no others out of the header.
            for (int at; (at = rest.IndexOf(name, StringComparison.Ordinal)) >= 0;)
            {
                var isName = at == 0 || rest[at - 1] is ' ' or ';';
                rest = rest[(at + name.Length)..];
                if (!isName || rest is not ['=', ..])
                    continue;
                if (found is not null)
                    return null;
                var end = rest.IndexOf(';');
                found = (end < 0 ? rest[1..] : rest[1..end]).Trim().ToString();
            }
        }

        return string.IsNullOrEmpty(found) ? null : found;
    }

    /// <summary>The waiting token of a request, and whether its turn was of no use.</summary>
    public (string Token, bool IsServed)? ReadPlace(HttpContext context, string eventId) => Read(context, eventId, CookieKind.Place) switch
    {
        null => null,
        [.. var token, ServedMark] => (token, true),
        var token => (token, false),
    };

    /// <summary>The session cookies of a request, where it does not say the event.</summary>
    public IReadOnlyList<string> ReadSessions(HttpContext context)
    {
        var mark = MarkOf(CookieKind.Session);
        return [.. Parse(context.Request.Headers.Cookie).Where(cookie => cookie.Name.Contains(mark, StringComparison.Ordinal)).Select(cookie => cookie.Value)];
    }

    public void Write(HttpContext context, string eventId, CookieKind kind, string value)
    {
        if (!context.Request.IsHttps && !IsLocal(context.Request) && Interlocked.Exchange(ref _hasWarned, 1) == 0)
            logger.SecureCookieOverHttp();
        context.Response.Cookies.Append(NameOf(context.Request, eventId, kind), value, OptionsOf(context, kind));
        if (kind == CookieKind.Identity)
            DeleteOldest(context, eventId);
    }

    /// <summary>Writes what has changed of a visitor's identity and place.</summary>
    /// <returns>Whether anything has.</returns>
    public bool WritePlace(HttpContext context, string eventId, GateVisitor visitor, GateOutcome outcome)
    {
        var isServed = outcome.State == WaitingPageState.AlreadyServed;
        var isMoved = outcome.WaitingToken is not null
            && (isServed != visitor.IsServed || !string.Equals(outcome.WaitingToken, visitor.WaitingToken, StringComparison.Ordinal));
        // An identity must not end before the place that belongs to it.
        if ((outcome.Identity ?? (isMoved ? visitor.Identity : null)) is { } identity)
            Write(context, eventId, CookieKind.Identity, identity);
        if (isMoved)
            Write(context, eventId, CookieKind.Place, isServed ? outcome.WaitingToken + ServedMark : outcome.WaitingToken!);
        return isMoved || outcome.Identity is not null;
    }

    public void Delete(HttpContext context, string eventId, CookieKind kind) =>
        context.Response.Cookies.Delete(NameOf(context.Request, eventId, kind), OptionsOf(context, kind));

    /// <summary>Browsers send the cookies of one path in the order in which they were made.</summary>
    private void DeleteOldest(HttpContext context, string eventId)
    {
        var mark = MarkOf(CookieKind.Identity);
        var own = NameOf(context.Request, eventId, CookieKind.Identity);
        var names = Parse(context.Request.Headers.Cookie).Select(cookie => cookie.Name).Distinct(StringComparer.Ordinal).ToList();
        var others = names.Where(name => name.Contains(mark, StringComparison.Ordinal) && !string.Equals(name, own, StringComparison.Ordinal)).ToList();
        // Where the browser waits or shops it still needs them.
        var idle = others.OrderBy(name => names.Contains(name.Replace(mark, MarkOf(CookieKind.Place), StringComparison.Ordinal), StringComparer.Ordinal));
        foreach (var name in idle.Take(others.Count - (MaxEvents - 1)))
        {
            foreach (var kind in Enum.GetValues<CookieKind>())
                context.Response.Cookies.Delete(name.Replace(mark, MarkOf(kind), StringComparison.Ordinal), OptionsOf(context, kind));
        }
    }

    private string NameOf(HttpRequest request, string eventId, CookieKind kind)
    {
        var isLocal = IsLocal(request);
        if (_names.TryGetValue((eventId, kind, isLocal), out var known))
            return known;
        if (_names.Count >= MaxNames)
            _names.Clear();
        var prefix = isLocal ? "" : BuilderOf(kind).Domain is null ? HostPrefix : SecurePrefix;
        return _names[(eventId, kind, isLocal)] = prefix + MarkOf(kind) + HashOf(eventId);
    }

    /// <summary>What the names of all events have in common.</summary>
    private string MarkOf(CookieKind kind) => BuilderOf(kind).Name + "-";

    private string HashOf(string eventId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Value.KeyPrefix}\n{eventId}")).AsSpan(0, HashBytes));

    private CookieBuilder BuilderOf(CookieKind kind) => kind switch
    {
        CookieKind.Identity => http.Value.IdentityCookie,
        CookieKind.Place => http.Value.PlaceCookie,
        _ => http.Value.SessionCookie,
    };

    /// <summary>Secure whatever the request looks like, since a proxy may have ended TLS; only a developer's own machine has none.</summary>
    private CookieOptions OptionsOf(HttpContext context, CookieKind kind)
    {
        var isLocal = IsLocal(context.Request);
        var cookie = BuilderOf(kind).Build(context);
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.Secure = !isLocal;
        if (isLocal)
        {
            cookie.SameSite = SameSiteMode.Lax;
        }
        else if (http.Value.FrameAncestors.Count > 0)
        {
            cookie.SameSite = SameSiteMode.None;
            cookie.Extensions.Add("Partitioned");
        }

        return cookie;
    }

    private static bool IsLocal(HttpRequest request)
    {
        if (request.IsHttps)
            return false;
        // Host.Host would be a new string for each cookie.
        var host = request.Host.Value.AsSpan();
        return IsHost(host, "localhost") || IsHost(host, "127.0.0.1") || IsHost(host, "[::1]");

        static bool IsHost(ReadOnlySpan<char> host, string name) =>
            host.StartsWith(name, StringComparison.Ordinal) && (host.Length == name.Length || (host[name.Length] == ':' && !host[(name.Length + 1)..].Contains(':')));
    }

    private static IEnumerable<(string Name, string Value)> Parse(StringValues headers)
    {
        foreach (var header in headers)
        {
            foreach (var part in (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                    yield return (part[..at], part[(at + 1)..]);
            }
        }
    }
}
