using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A client generated from the gateway's document compiles without a warning, outside the repository, and buys a ticket.</summary>
public sealed class GeneratedClientTests : IDisposable
{
    private readonly ClientProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task ItBuysATicket()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            ProjectPath.Of(typeof(GeneratedClientTests).Assembly, "GatewayHost"),
            new Dictionary<string, string>());
        using var http = new HttpClient { BaseAddress = gateway.Address };
        await _program.WriteClientAsync(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), "GatewayClient", "Generated");
        _program.Write("Program.cs", EmbeddedFiles.Read("generated-client/Program.cs"));
        await _program.BuildAsync();

        var lines = await _program.RunAsync(gateway.Address.AbsoluteUri);

        Assert.Equal(["ready at 1", "HOLD 100000 KRW", "PENDING then COMPLETED", "403 ADMISSION_REQUIRED"], lines[..^1]);
        Assert.StartsWith("CONFIRMED ord", lines[^1], StringComparison.Ordinal);
    }
}
