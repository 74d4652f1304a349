using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Tests.BadInput;

/// <summary>A request nobody should send, and the documented answer to it.</summary>
internal sealed record BadRequest(RawRequest Request, int Status, string Code);

/// <summary>Bodies and headers of join and enter.</summary>
internal static class BadRequests
{
    private const string ValidJoin = """{"event_id":"valid"}""";

    public static IReadOnlyDictionary<string, BadRequest> All { get; } = Fields().Concat(Bodies("join", ValidJoin))
        .Concat(Bodies("enter", """{"waiting_token":"x"}""")).Concat(Keys())
        .ToDictionary(bad => bad.Name, bad => bad.Request, StringComparer.Ordinal);

    private static IEnumerable<(string Name, BadRequest Request)> Fields()
    {
        foreach (var json in (string[])["1", "1.5", "true", "[]", "{}", "[\"valid\"]", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\x\"", "\"open"])
        {
            yield return Join($"{{\"event_id\":{json}}}", "INVALID_REQUEST");
            yield return Join($"{{\"event_id\":\"valid\",\"user_id\":{json}}}", "INVALID_REQUEST");
            yield return Enter($"{{\"waiting_token\":{json}}}", 400, "INVALID_REQUEST");
        }

        foreach (var json in (string[])["{}", """{"event_id":null}""", """{"event_id":""}""", """{"EVENT_ID":"valid"}""", """{"eventId":"valid"}"""])
            yield return Join(json, "MISSING_EVENT_ID");
        string[] noEvents =
        [
            " ", " valid", "valid ", "a b", "{a}", "a}b{", "}", "a/b", "../etc", "a\\\\b", "*", "a?b", "a%20b", "a,b", "a|b", "'", "a\\\"b", "a;b",
            "a\\u0000b", "a\\nb", "\\u001b[0m", "\\u007f", "\\u0001", "événement", "ｅｖｅｎｔ", "🎟", "\\u200b", "e\\u0301", "а", "١",
            new string('a', 129), new string('a', 8000),
        ];
        foreach (var id in noEvents)
            yield return Join($"{{\"event_id\":\"{id}\"}}", "INVALID_EVENT_ID");
        yield return Join("""{"event_id":"valid","event_id":"no event"}""", "INVALID_EVENT_ID");

        foreach (var json in (string[])["{}", """{"waiting_token":null}""", """{"waiting_token":""}"""])
            yield return Enter(json, 400, "MISSING_TOKEN");
        foreach (var token in (string[])["x", " ", "{}", "null", "../..", "\\u0000", "\\n", "🎟", new string('A', 8000), "=", "====", "-_-_"])
            yield return Enter($"{{\"waiting_token\":\"{token}\"}}", 404, "TOKEN_NOT_FOUND");
    }

    private static IEnumerable<(string Name, BadRequest Request)> Bodies(string call, string valid)
    {
        var deep = 10_000;
        (string Name, string Text)[] texts =
        [
            ("no body", ""), ("a blank", " "), ("a truncated object", valid[..^1]), ("half a name", valid[..6]), ("two objects", valid + valid),
            ("text behind", valid + "x"), ("an array", "[]"), ("an array of it", $"[{valid}]"), ("a number", "1"), ("a text", "\"x\""), ("null", "null"),
            ("true", "true"), ("single quotes", valid.Replace('"', '\'')), ("a comma too many", valid[..^1] + ",}"), ("a comment", "/* */" + valid),
            ("no value", "{\"x\":}"), ("NaN", valid[..^1] + ",\"x\":NaN}"), ("a raw control character", valid[..^2] + "\u0001\"}"),
            ("deep arrays", valid[..^1] + ",\"x\":" + new string('[', 80) + new string(']', 80) + "}"), ("deep open arrays", new string('[', deep)),
            ("xml", "<event/>"), ("html", "<script>alert(1)</script>"), ("a form", "event_id=valid"),
        ];
        foreach (var (name, text) in texts)
            yield return ($"{call}: {name}", new BadRequest(To(call).WithJson(text), 400, "INVALID_REQUEST"));
        yield return ($"{call}: invalid UTF-8", new BadRequest(
            To(call).WithBody([.. Encoding.UTF8.GetBytes(valid[..^2]), 0xC3, 0x28, .. "\"}"u8]).With("Content-Type: application/json"), 400, "INVALID_REQUEST"));
        yield return ($"{call}: compressed", new BadRequest(
            To(call).WithBody([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).With("Content-Type: application/json", "Content-Encoding: gzip"), 400, "INVALID_REQUEST"));

        foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", "*/*", ""])
            yield return ($"{call}: Content-Type '{type}'", new BadRequest(
                To(call).WithBody(Encoding.UTF8.GetBytes(valid)).With("Content-Type: " + type), 415, "UNSUPPORTED_MEDIA_TYPE"));
        yield return ($"{call}: no Content-Type", new BadRequest(
            To(call).WithBody(Encoding.UTF8.GetBytes(valid)), 415, "UNSUPPORTED_MEDIA_TYPE"));
        foreach (var charset in (string[])["nonsense", "utf-7", "\"\""])
            yield return ($"{call}: charset {charset}", new BadRequest(
                To(call).WithBody(Encoding.UTF8.GetBytes(valid)).With("Content-Type: application/json; charset=" + charset), 400, "INVALID_REQUEST"));

        // What has not been sent cannot be waited for: the announced length alone is refused.
        yield return ($"{call}: 10 MB announced", new BadRequest(
            To(call).WithJson(valid) with { Length = 10 * 1024 * 1024 }, 413, "BODY_TOO_LARGE"));
        yield return ($"{call}: a body one byte too large", new BadRequest(
            To(call).WithJson(valid[..^1] + new string(' ', 16 * 1024 - valid.Length + 1) + "}"), 413, "BODY_TOO_LARGE"));
        yield return ($"{call}: endless chunks", new BadRequest(
            Chunked(To(call), $"8000\r\n{valid[..^1]}{new string(' ', 0x8000)}"), 413, "BODY_TOO_LARGE"));
        yield return ($"{call}: a chunk that is none", new BadRequest(Chunked(To(call), "ZZ\r\n" + valid), 400, "INVALID_REQUEST"));
    }

    private static IEnumerable<(string Name, BadRequest Request)> Keys()
    {
        (string Name, string[] Headers)[] keys =
        [
            ("empty", ["Idempotency-Key:"]), ("blank", ["Idempotency-Key:   "]), ("256 characters", ["Idempotency-Key: " + new string('k', 256)]),
            ("6000 characters", ["Idempotency-Key: " + new string('k', 6000)]), ("Cyrillic", ["Idempotency-Key: ключ"]), ("emoji", ["Idempotency-Key: 🔑"]),
            ("a tab inside", ["Idempotency-Key: a\tb"]), ("a control character", ["Idempotency-Key: a\u0001b"]), ("DEL", ["Idempotency-Key: a\u007fb"]), ("twice", ["Idempotency-Key: a", "Idempotency-Key: b"]),
            ("twice the same", ["Idempotency-Key: a", "idempotency-key: a"]),
        ];
        foreach (var (name, headers) in keys)
            yield return ($"join: Idempotency-Key {name}", new BadRequest(To("join").WithJson(ValidJoin).With(headers), 400, "INVALID_IDEMPOTENCY_KEY"));
    }

    private static (string Name, BadRequest Request) Join(string json, string code) =>
        ("join: " + Short(json), new BadRequest(To("join").WithJson(json), 400, code));

    private static (string Name, BadRequest Request) Enter(string json, int status, string code) =>
        ("enter: " + Short(json), new BadRequest(To("enter").WithJson(json), status, code));

    private static RawRequest To(string call) => new("POST", $"{Shop.Prefix}/{call}");

    private static RawRequest Chunked(RawRequest request, string chunks) =>
        request.WithJson(chunks).With("Transfer-Encoding: chunked") with { Length = null };

    private static string Short(string text) => text.Length <= 90 ? text : $"{text[..60]}… ({text.Length} characters)";
}
