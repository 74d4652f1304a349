namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>One program with two clients: each generated from the document that another generator made of the same endpoints.</summary>
public sealed class GeneratedClients : IDisposable
{
    private readonly ClientProgram _program = new();
    private Task? _built;

    public void Dispose() => _program.Dispose();

    /// <param name="framework">The document of Microsoft.AspNetCore.OpenApi.</param>
    /// <param name="swashbuckle">The document of Swashbuckle.</param>
    internal Task BuildAsync(Func<Task<string>> framework, Func<Task<string>> swashbuckle) => _built ??= BuildOnceAsync(framework, swashbuckle);

    /// <returns>The lines that it printed.</returns>
    internal Task<string[]> RunAsync(string client, Uri application) => _program.RunAsync(client, application.AbsoluteUri);

    private async Task BuildOnceAsync(Func<Task<string>> framework, Func<Task<string>> swashbuckle)
    {
        await WriteClientAsync("FromFramework", await framework());
        await WriteClientAsync("FromSwashbuckle", await swashbuckle());
        _program.Write("Program.cs", EmbeddedFiles.Read("generated-flow/Program.cs"));
        await _program.BuildAsync();
    }

    private async Task WriteClientAsync(string name, string document)
    {
        await _program.WriteClientAsync(document, "ShopClient", name);
        var flow = EmbeddedFiles.Read("generated-flow/Flow.cs");
        _program.Write($"{name}Flow.cs", flow.Replace("namespace Generated;", $"namespace {name};", StringComparison.Ordinal));
    }
}
