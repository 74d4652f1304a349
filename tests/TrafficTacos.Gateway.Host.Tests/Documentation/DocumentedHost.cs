using System.Net;
using System.Text.Json.Nodes;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>A host in Production, and its document.</summary>
public sealed class DocumentedHost : IAsyncLifetime
{
    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    internal HostProcess Host { get; private set; } = null!;

    internal JsonObject Document { get; private set; } = null!;

    internal string? ContentType { get; private set; }

    /// <summary>All calls, as <c>GET /path</c>.</summary>
    internal IEnumerable<(string Call, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where Methods.Contains(method.Key)
        select ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject());

    public async Task InitializeAsync()
    {
        Host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Production"));
        var answer = (await Host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).Should(HttpStatusCode.OK);
        ContentType = answer.Header("Content-Type");
        Document = JsonNode.Parse(answer.Text)!.AsObject();
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal JsonObject Operation(string call) => Operations.Single(operation => operation.Call == call).Operation;
}

/// <summary>One host for all who read its document.</summary>
[CollectionDefinition(Name)]
public sealed class DocumentedHostCollection : ICollectionFixture<DocumentedHost>
{
    public const string Name = "documented host";
}
