using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>The browser of an operator: it keeps the cookie, and says where its requests come from. The proxy in front of the gateway is in it
/// too, and says that it came over TLS.</summary>
internal sealed partial class OperatorBrowser(HttpClient http)
{
    public const string SignIn = "/operator/sign-in";
    public const string SignOut = "/operator/sign-out";

    /// <summary>The cookie as the browser sends it; null before the sign-in.</summary>
    public string? Cookie { get; set; }

    /// <summary>The address that the proxy sees.</summary>
    public string Address { get; init; } = "203.0.113.7";

    public Task<Answer> SignInAsync(string name, string password = UsersFile.Password) => PostAsync(SignIn, Form(name, password));

    public static FormUrlEncodedContent Form(string name, string password) => new([new("name", name), new("password", password)]);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => AskAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    /// <summary>A request as the page itself sends it.</summary>
    public Task<Answer> PostAsync(string path, HttpContent? content = null) => AskAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, ("Sec-Fetch-Site", "same-origin"));

    public async Task<Answer> AskAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        if (Cookie is not null)
            request.With("Cookie", Cookie);
        request.With("X-Forwarded-For", Address).With("X-Forwarded-Proto", "https");
        foreach (var (name, value) in headers)
            request.With(name, value);
        var answer = await http.AskAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            Cookie = Emptied().IsMatch(cookie) ? null : cookie.Split(';')[0];
        return answer;
    }

    /// <summary>Changes an event, as the page does; with a token in place of the cookie, if there is one.</summary>
    public Task<Answer> ChangeAsync(string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, OperatorApp.Event + "/settings") { Content = JsonContent.Create(new { admissions_per_second = 7 }) };
        request.With("X-Operator", "1").With("Sec-Fetch-Site", "same-origin");
        return AskAsync(token is null ? request : request.With("Authorization", "Bearer " + token));
    }

    /// <summary>Who did the last change, as the audit has it.</summary>
    public async Task<string> LastChangerAsync() =>
        (await GetAsync(OperatorApp.Event + "/audit")).Should(HttpStatusCode.OK).Json.GetProperty("entries")[0].GetProperty("who").GetString()!;

    public async Task<bool> IsInAsync() => (await GetAsync(OperatorApp.Look)).Status is HttpStatusCode.OK;

    [GeneratedRegex("^[^=]*=;")]
    private static partial Regex Emptied();
}
