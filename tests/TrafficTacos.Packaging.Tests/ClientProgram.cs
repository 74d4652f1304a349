using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A console program outside the repository, with clients that NSwag generates from OpenAPI documents. It compiles without a
/// warning, or not at all.</summary>
internal sealed class ClientProgram : IDisposable
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

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-client-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <param name="document">The document, in JSON.</param>
    /// <param name="client">The class of the client.</param>
    /// <param name="name">The client's namespace, and the name of its file.</param>
    public async Task WriteClientAsync(string document, string client, string name)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = client, UseBaseUrl = false };
        settings.CSharpGeneratorSettings.Namespace = name;
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        Write($"{name}.cs", new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile());
    }

    public Task BuildAsync()
    {
        Write("client.csproj", Project);
        return Command.RunAsync("dotnet", ["build", "--configuration", "Release", "--output", "out"], _folder);
    }

    /// <returns>The lines that it printed.</returns>
    public async Task<string[]> RunAsync(params string[] arguments)
    {
        var printed = await Command.RunAsync("dotnet", [Path.Combine(_folder, "out", "client.dll"), .. arguments], _folder);
        return [.. printed.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
