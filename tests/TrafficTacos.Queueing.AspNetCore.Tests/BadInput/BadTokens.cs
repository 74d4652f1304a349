using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.BadInput;

/// <summary>Where a token goes other than into a body: every place, and everything that is no token there.</summary>
internal static class BadTokens
{
    private static readonly (string Method, string Path)[] Calls = [("GET", "/status"), ("DELETE", "/leave"), ("POST", "/leave")];

    public static IReadOnlyDictionary<string, BadRequest> All { get; } =
        Missing().Concat(Unknown()).Concat(Admission()).ToDictionary(bad => bad.Name, bad => bad.Request, StringComparer.Ordinal);

    private static IEnumerable<(string Name, BadRequest Request)> Missing()
    {
        foreach (var (method, path) in Calls)
        {
            var call = new RawRequest(method, Shop.Prefix + path);
            (string Name, RawRequest Request)[] requests =
            [
                ("no token", call), ("an empty token", call with { Path = call.Path + "?token=" }), ("a name only", call with { Path = call.Path + "?token" }),
                ("two tokens", call with { Path = call.Path + "?token=a&token=b" }), ("another name", call with { Path = call.Path + "?tokens=a" }),
                ("an empty header", call.With("X-Waiting-Token:")), ("two headers", call.With("X-Waiting-Token: a", "X-Waiting-Token: b")),
                ("an empty header beside the query", (call with { Path = call.Path + "?token=a" }).With("X-Waiting-Token: ")),
            ];
            foreach (var (name, request) in requests)
                yield return ($"{method} {path}: {name}", new BadRequest(request, 400, "MISSING_TOKEN"));
        }

        var enter = new RawRequest("POST", Shop.Prefix + "/enter");
        yield return ("enter: an empty header", new BadRequest(enter.With("X-Waiting-Token:"), 400, "MISSING_TOKEN"));
        yield return ("enter: two headers", new BadRequest(enter.With("X-Waiting-Token: a", "X-Waiting-Token: b"), 400, "MISSING_TOKEN"));
    }

    private static IEnumerable<(string Name, BadRequest Request)> Unknown()
    {
        string[] inQuery =
        [
            "x", "%00", "%0A", "%20", "%FF", "%", "%zz", "%E2%82%AC", "%F0%9F%8E%9F", "{}", "..%2F..", "null", "%5B%5D", "+", "=", "====", "a%00b",
            new string('A', 300), new string('A', 301), new string('A', 7000), "%2B%2F", "-_",
        ];
        string[] inHeader = ["x", "{}", "€", "a b", "a\tb", "Bearer x", new string('A', 7000), "=", "a,b"];
        foreach (var (method, path) in Calls)
        {
            foreach (var token in inQuery)
                yield return ($"{method} {path}?token={Short(token)}", new BadRequest(new RawRequest(method, $"{Shop.Prefix}{path}?token={token}"), 404, "TOKEN_NOT_FOUND"));
            foreach (var token in inHeader)
                yield return ($"{method} {path} X-Waiting-Token: {Short(token)}", new BadRequest(
                    new RawRequest(method, Shop.Prefix + path).With("X-Waiting-Token: " + token), 404, "TOKEN_NOT_FOUND"));
        }

        foreach (var token in inHeader)
            yield return ($"enter X-Waiting-Token: {Short(token)}", new BadRequest(
                new RawRequest("POST", Shop.Prefix + "/enter").With("X-Waiting-Token: " + token), 404, "TOKEN_NOT_FOUND"));
    }

    private static IEnumerable<(string Name, BadRequest Request)> Admission()
    {
        foreach (var token in (string[])["", " ", "x", "{}", "€", "a b", new string('A', 7000), "====", "null"])
            yield return ($"order X-Reservation-Token: {Short(token)}", new BadRequest(
                new RawRequest("POST", OrderDesk.Handler + "?wish=200").With("X-Reservation-Token: " + token), 403, "ADMISSION_REQUIRED"));
    }

    private static string Short(string text) => text.Length <= 20 ? text : $"{text[0]} × {text.Length}";
}
