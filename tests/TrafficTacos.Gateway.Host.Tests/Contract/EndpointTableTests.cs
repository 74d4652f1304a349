using System.Net;
using System.Text.Json.Nodes;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>What every endpoint has to refuse, at every endpoint that has to, asked of the host as it runs.</summary>
public sealed class EndpointTableTests(DevelopmentHost endpoints) : IClassFixture<DevelopmentHost>
{
    private const string Developer = "Authorization: Bearer dev-super-key-local-testing";

    public static TheoryData<ContractEndpoint> OfUsers { get; } = ContractEndpoint.Rows(endpoint => endpoint.NeedsUser);

    public static TheoryData<ContractEndpoint> WhoseTokenCounts { get; } = ContractEndpoint.Rows(endpoint => endpoint.NeedsUser || endpoint.Path == "/queue/join");

    public static TheoryData<ContractEndpoint> WithBody { get; } = ContractEndpoint.Rows(endpoint => endpoint.Body is not null);

    public static TheoryData<ContractEndpoint> WithKey { get; } = ContractEndpoint.Rows(endpoint => endpoint.Key is not null);

    public static TheoryData<ContractEndpoint> WithRequiredKey { get; } = ContractEndpoint.Rows(endpoint => endpoint.Key is true);

    public static TheoryData<ContractEndpoint> OfBackends { get; } = ContractEndpoint.Rows(endpoint => endpoint.NeedsUser && endpoint.Path[1] is 'p' or 'r' && endpoint.Path != "/reservations");

    public static TheoryData<ContractEndpoint> OfTokens { get; } = ContractEndpoint.Rows(endpoint => endpoint.Path.StartsWith("/queue/", StringComparison.Ordinal) && endpoint.Path != "/queue/join" && !IsOfSessions(endpoint) && !IsOfEverybody(endpoint));

    public static TheoryData<ContractEndpoint> OfSessions { get; } = ContractEndpoint.Rows(endpoint => IsOfSessions(endpoint) && endpoint.Body is null);

    public static TheoryData<ContractEndpoint> Every { get; } = ContractEndpoint.Rows(_ => true);

    [Fact]
    public void Every_endpoint_has_its_row() => Assert.Equal(
        from path in endpoints.Document["paths"]!.AsObject()
        where path.Key.StartsWith(SaleShop.Api, StringComparison.Ordinal)
        from method in path.Value!.AsObject()
        orderby path.Key, method.Key
        select $"{method.Key.ToUpperInvariant()} {path.Key[SaleShop.Api.Length..]}",
        from endpoint in ContractEndpoint.All
        let path = endpoint.Path.Split('?')[0].Replace("rsv-1", "{id}", StringComparison.Ordinal).Replace("pi-1", "{id}", StringComparison.Ordinal)
        orderby path, endpoint.Method
        select $"{endpoint.Method} {path}");

    [Theory]
    [MemberData(nameof(OfUsers))]
    public async Task MISSING_AUTHORIZATION(ContractEndpoint endpoint) =>
        ShouldAskWho(await AskAsync(endpoint), "MISSING_AUTHORIZATION");

    [Theory]
    [MemberData(nameof(WhoseTokenCounts))]
    public async Task INVALID_TOKEN(ContractEndpoint endpoint) =>
        ShouldAskWho(await AskAsync(endpoint, "Authorization: Bearer nobody"), "INVALID_TOKEN");

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task INVALID_REQUEST(ContractEndpoint endpoint) =>
        (await AskAsync(endpoint with { Body = endpoint.Body![..^1] }, Known(endpoint))).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task BODY_TOO_LARGE(ContractEndpoint endpoint) =>
        (await (Request(endpoint, Known(endpoint)).WithJson(endpoint.Body!) with { Length = 10 * 1024 * 1024 }).SendAsync(endpoints.Address)).ShouldFail(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE");

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task UNSUPPORTED_MEDIA_TYPE(ContractEndpoint endpoint) =>
        (await Request(endpoint, [.. Known(endpoint), "Content-Type: text/plain"]).WithBody("{}"u8.ToArray()).SendAsync(endpoints.Address))
            .ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");

    [Theory]
    [MemberData(nameof(WithRequiredKey))]
    public async Task IDEMPOTENCY_REQUIRED(ContractEndpoint endpoint) =>
        (await AskAsync(endpoint, Developer)).ShouldFail(HttpStatusCode.BadRequest, "IDEMPOTENCY_REQUIRED");

    [Theory]
    [MemberData(nameof(WithKey))]
    public async Task INVALID_IDEMPOTENCY_KEY(ContractEndpoint endpoint)
    {
        foreach (var key in (string[])["", new string('k', 256), "one\ttwo"])
            (await AskAsync(endpoint, Developer, "Idempotency-Key: " + key)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_IDEMPOTENCY_KEY");
    }

    /// <summary>Nobody listens where the backends should be.</summary>
    [Theory]
    [MemberData(nameof(OfBackends))]
    public async Task UPSTREAM_UNAVAILABLE(ContractEndpoint endpoint)
    {
        var answer = await AskAsync(endpoint, Known(endpoint));
        answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Matches("^[1-9][0-9]*$", answer.Header("Retry-After"));
    }

    [Theory]
    [MemberData(nameof(OfTokens))]
    public async Task TOKEN_NOT_FOUND(ContractEndpoint endpoint) =>
        (await AskAsync(endpoint, Known(endpoint))).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");

    [Theory]
    [MemberData(nameof(OfSessions))]
    public async Task SESSION_NOT_FOUND(ContractEndpoint endpoint)
    {
        (await AskAsync(endpoint)).ShouldFail(HttpStatusCode.NotFound, "SESSION_NOT_FOUND");
        (await AskAsync(endpoint, Developer, "X-Waiting-Room-Session: t")).ShouldFail(HttpStatusCode.NotFound, "SESSION_NOT_FOUND");
    }

    [Theory]
    [MemberData(nameof(OfTokens))]
    public async Task MISSING_TOKEN(ContractEndpoint endpoint) =>
        (await AskAsync(endpoint with { Path = endpoint.Path.Split('?')[0], Body = endpoint.Body is null ? null : "{}" }, Known(endpoint)))
            .ShouldFail(HttpStatusCode.BadRequest, "MISSING_TOKEN");

    [Theory]
    [MemberData(nameof(Every))]
    public async Task METHOD_NOT_ALLOWED(ContractEndpoint endpoint)
    {
        var answer = await AskAsync(endpoint with { Method = "PATCH" }, Developer);
        answer.ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
        Assert.Contains(endpoint.Method, answer.Header("Allow"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task NOT_FOUND(ContractEndpoint endpoint) =>
        (await AskAsync(endpoint with { Path = endpoint.Path.Split('?')[0] + "/nothing/there" }, Developer)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");

    private static bool IsOfEverybody(ContractEndpoint endpoint) => endpoint.Path.StartsWith("/queue/draw", StringComparison.Ordinal) || endpoint.Path.StartsWith("/queue/board", StringComparison.Ordinal);

    private static bool IsOfSessions(ContractEndpoint endpoint) => endpoint.Path.StartsWith("/queue/session", StringComparison.Ordinal);

    private static string[] Known(ContractEndpoint endpoint) => endpoint.Key is null ? [Developer] : [Developer, "Idempotency-Key: " + Fresh.Key()];

    private static RawRequest Request(ContractEndpoint endpoint, params string[] headers) => new RawRequest(endpoint.Method, SaleShop.Api + endpoint.Path).With(headers);

    private static void ShouldAskWho(Answer answer, string code)
    {
        answer.ShouldFail(HttpStatusCode.Unauthorized, code);
        Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(ContractEndpoint endpoint, params string[] headers)
    {
        var request = Request(endpoint, headers);
        return (endpoint.Body is { } body ? request.WithJson(body) : request).SendAsync(endpoints.Address);
    }
}

/// <summary>A host in Development without its backends, and its document.</summary>
public sealed class DevelopmentHost : IAsyncLifetime
{
    private HostProcess _host = null!;

    public Uri Address => _host.Address;

    public JsonObject Document { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var nobody = $"127.0.0.1:{RedisServer.FreePort()}";
        _host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", "Development"), ("RATE_LIMIT_ENABLED", "false"),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", nobody), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", nobody));
        Document = JsonNode.Parse((await _host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).Should(HttpStatusCode.OK).Text)!.AsObject();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();
}
