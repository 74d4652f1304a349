using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A client generated from the gateway's document compiles without a warning, outside the repository, and buys a ticket.</summary>
public sealed class GeneratedClientTests : IDisposable
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

    [Fact]
    public async Task ItBuysATicket()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            ProjectPath.Of(typeof(GeneratedClientTests).Assembly, "GatewayHost"),
            new Dictionary<string, string>());
        using var http = new HttpClient { BaseAddress = gateway.Address };
        Write("Client.cs", await GenerateAsync(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))));
        Write("Program.cs", Read("generated-client/Program.cs"));
        Write("client.csproj", Project);
        await Command.RunAsync("dotnet", ["build", "--configuration", "Release", "--output", "out"], _folder);

        var printed = await Command.RunAsync("dotnet", [Path.Combine(_folder, "out", "client.dll"), gateway.Address.AbsoluteUri], _folder);

        var lines = printed.TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Equal(["ready at 1", "HOLD 100000 KRW", "PENDING then COMPLETED", "403 ADMISSION_REQUIRED"], lines[..^1]);
        Assert.StartsWith("CONFIRMED ord", lines[^1], StringComparison.Ordinal);
    }

    private static async Task<string> GenerateAsync(string text)
    {
        var document = await OpenApiDocument.FromJsonAsync(text);
        var settings = new CSharpClientGeneratorSettings { ClassName = "GatewayClient", UseBaseUrl = false };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        return new CSharpClientGenerator(document, settings).GenerateFile();
    }

    private static string Read(string resource)
    {
        using var text = new StreamReader(typeof(GeneratedClientTests).Assembly.GetManifestResourceStream(resource)!);
        return text.ReadToEnd();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
