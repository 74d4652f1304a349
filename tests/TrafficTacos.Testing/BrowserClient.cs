using System.Net;
using System.Net.Http.Json;

namespace TrafficTacos.Testing;

/// <summary>Requests as a browser sends them: with its cookies and its Fetch Metadata.</summary>
internal sealed class BrowserClient : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public BrowserClient(Uri address)
    {
        Address = address;
        // One cookie jar a browser; the client does not follow redirects, as a test looks at each answer.
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Sent with each request, such as the header of a user.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Where(cookie => !cookie.Expired)];

    public Cookie? Cookie(string kind) => Cookies.SingleOrDefault(cookie => cookie.Name.Contains($"wr-{kind}-", StringComparison.Ordinal));

    public void SetCookie(string name, string value) => _cookies.Add(Address, new Cookie(name, value, "/"));

    public void Forget(string kind)
    {
        if (Cookie(kind) is { } cookie)
            cookie.Expired = true;
    }

    /// <summary>A person opens an address.</summary>
    public Task<Answer> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));

    /// <summary>A person sends a form.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), .. headers]);

    /// <summary>A script asks for data.</summary>
    public Task<Answer> FetchAsync(string path) => SendAsync(HttpMethod.Get, path, ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty"));

    /// <summary>The waiting page at this address asks where its visitor stands.</summary>
    public Task<Answer> AskAsync(string path, bool hidden = false) => SendAsync(
        HttpMethod.Get, path, ("Sec-Fetch-Mode", "same-origin"), ("Waiting-Room", "status"), ("Waiting-Room-Hidden", hidden ? "true" : "false"));

    /// <summary>A script sends data.</summary>
    public async Task<Answer> SendJsonAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.AskAsync(request);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in Headers.Select(header => (header.Key, header.Value)).Concat(headers))
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.AskAsync(request);
    }

    public void Dispose() => _http.Dispose();
}
