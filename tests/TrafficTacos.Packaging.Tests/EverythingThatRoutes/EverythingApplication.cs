using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>One application outside the repository with an endpoint of every kind that routes, built from the packed packages and
/// started once for all tests.</summary>
public sealed class EverythingApplication : IAsyncLifetime
{
    /// <summary>The event of the policy <c>concert</c>.</summary>
    internal const string Concert = "concert";

    /// <summary>The event of the policy <c>opera</c>.</summary>
    internal const string Opera = "opera";

    private const string Items = """
        <PackageReference Include="Grpc.AspNetCore" Version="2.71.0" />
        <PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="10.0.15" />
        <PackageReference Include="Yarp.ReverseProxy" Version="2.3.0" />
        <Protobuf Include="Protos/*.proto" GrpcServices="Server" />
        """;

    private Task<ListeningProcess>? _started;

    internal string Printed { get; private set; } = "";

    internal HttpClient Http { get; private set; } = null!;

    internal QueueClient Queue { get; private set; } = null!;

    internal Uri Address => Http.BaseAddress!;

    /// <summary>Speaks HTTP/2 alone.</summary>
    internal Uri GrpcAddress => _started!.Result.Addresses[1];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Http?.Dispose();
        if (_started is not null)
            await (await _started).DisposeAsync();
    }

    internal Task StartAsync(PackedPackages packages) => _started ??= StartOnceAsync(packages);

    internal Task<string> PassAsync(string eventId = Concert) => Queue.PassAsync(eventId);

    internal Task<Answer> AskAsync(HttpMethod method, string path, string? pass)
    {
        var request = new HttpRequestMessage(method, path);
        return Http.AskAsync(pass is null ? request : request.With("X-Reservation-Token", pass));
    }

    /// <summary>Whether a pass of the concert is still good is seen at an endpoint that does nothing else.</summary>
    internal async Task AssertPassAsync(string pass, bool spent)
    {
        var check = await AskAsync(HttpMethod.Post, "/check", pass);
        if (spent)
            check.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        else
            check.Should(HttpStatusCode.OK);
    }

    private async Task<ListeningProcess> StartOnceAsync(PackedPackages packages)
    {
        var application = await FreshApplication.BuildAsync(packages, "Everything", EmbeddedFiles.Under("application/"), Items);
        Printed = application.Printed;
        var (running, client) = await RunningApplication.StartAsync(application, null);
        client.Dispose();
        Http = HttpVisitor.Client(running.Addresses[0]);
        Queue = new QueueClient(Http);
        return running;
    }
}
