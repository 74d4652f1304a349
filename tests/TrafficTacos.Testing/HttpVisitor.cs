namespace TrafficTacos.Testing;

/// <summary>The HTTP client of a visitor: it sends what the test says and nothing of its own.</summary>
internal static class HttpVisitor
{
    public static HttpClient Client(Uri address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = address,
    };

    public static HttpRequestMessage With(this HttpRequestMessage request, string header, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(header, value))
            throw new ArgumentException("The client takes no such header.", nameof(header));
        return request;
    }

    public static async Task<Answer> AskAsync(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        request.Version = client.DefaultRequestVersion;
        request.VersionPolicy = client.DefaultVersionPolicy;
        using (request)
            return await Answer.ReadAsync(await client.SendAsync(request, cancellationToken));
    }

    public static Task<Answer> AskAsync(this HttpClient client, HttpMethod method, string path) =>
        client.AskAsync(new HttpRequestMessage(method, path));
}
