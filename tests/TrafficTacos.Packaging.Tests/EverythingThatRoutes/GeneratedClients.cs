using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>One program with two clients: each generated from the document that another generator made of the same endpoints.</summary>
public sealed class GeneratedClients : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
        </Project>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-clients-").FullName;
    private Task? _built;

    public void Dispose() => Directory.Delete(_folder, true);

    /// <param name="framework">The document of Microsoft.AspNetCore.OpenApi.</param>
    /// <param name="swashbuckle">The document of Swashbuckle.</param>
    internal Task BuildAsync(Func<Task<string>> framework, Func<Task<string>> swashbuckle) => _built ??= BuildOnceAsync(framework, swashbuckle);

    /// <returns>The lines that it printed.</returns>
    internal async Task<string[]> RunAsync(string client, Uri application)
    {
        var printed = await Command.RunAsync("dotnet", [Path.Combine(_folder, "out", "client.dll"), client, application.AbsoluteUri], _folder);
        return [.. printed.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }

    private async Task BuildOnceAsync(Func<Task<string>> framework, Func<Task<string>> swashbuckle)
    {
        await WriteClientAsync("FromFramework", await framework());
        await WriteClientAsync("FromSwashbuckle", await swashbuckle());
        Write("Program.cs", Source("Program.cs"));
        Write("client.csproj", Project);
        await Command.RunAsync("dotnet", ["build", "--configuration", "Release", "--output", "out"], _folder);
    }

    private async Task WriteClientAsync(string name, string text)
    {
        var document = await OpenApiDocument.FromJsonAsync(text);
        var settings = new CSharpClientGeneratorSettings { ClassName = "ShopClient", UseBaseUrl = false };
        settings.CSharpGeneratorSettings.Namespace = name;
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        Write($"{name}.cs", new CSharpClientGenerator(document, settings).GenerateFile());
        Write($"{name}Flow.cs", Source("Flow.cs").Replace("namespace Generated;", $"namespace {name};", StringComparison.Ordinal));
    }

    private static string Source(string path) => EmbeddedFiles.Under("generated-flow/").Single(file => file.Path == path).Text;

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
