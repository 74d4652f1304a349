using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>A second application outside the repository, built once, which each test starts under the pipeline that it needs. It has
/// the packages that cannot stand beside those of the first one: the newest gRPC, and Swashbuckle.</summary>
public sealed class VariationsApplication
{
    internal const string DocumentPath = "/swagger/v1/swagger.json";

    private const string Items = """
        <PackageReference Include="Grpc.AspNetCore" Version="2.85.0" />
        <PackageReference Include="Swashbuckle.AspNetCore.SwaggerGen" Version="11.0.1" />
        <Protobuf Include="Protos/*.proto" GrpcServices="Server" />
        """;

    private Task<FreshApplication>? _built;

    internal Task<FreshApplication> BuildAsync(PackedPackages packages) => _built ??= FreshApplication.BuildAsync(
        packages,
        "Variations",
        [.. EmbeddedFiles.Under("variations/"), .. EmbeddedFiles.Under("application/").Where(file => file.Path.EndsWith(".proto", StringComparison.Ordinal))],
        Items);

    /// <param name="packages">What it is built from.</param>
    /// <param name="pipeline">Which pipeline; Program.cs has the names.</param>
    internal async Task<Variation> StartAsync(PackedPackages packages, string pipeline)
    {
        var (running, client) = await RunningApplication.StartAsync(await BuildAsync(packages), null, pipeline);
        client.Dispose();
        return new Variation(running);
    }
}

/// <summary>The application under one pipeline.</summary>
internal sealed class Variation(ListeningProcess running) : IAsyncDisposable
{
    public HttpClient Http { get; } = HttpVisitor.Client(running.Addresses[0]);

    public QueueClient Queue => new(Http);

    public Uri Address => running.Addresses[0];

    /// <summary>Speaks HTTP/2 alone.</summary>
    public Uri GrpcAddress => running.Addresses[1];

    public string Log => running.Log;

    public Task<Answer> AskAsync(HttpMethod method, string path, string? pass)
    {
        var request = new HttpRequestMessage(method, path);
        return Http.AskAsync(pass is null ? request : request.With("X-Reservation-Token", pass));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await running.DisposeAsync();
    }
}
