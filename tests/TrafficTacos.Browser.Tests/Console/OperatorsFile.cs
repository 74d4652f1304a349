using System.Diagnostics;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>The gateways' file of operators, each line made by the command that the documents name.</summary>
internal sealed class OperatorsFile : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-operators-").FullName;
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);

    public string Path => System.IO.Path.Combine(_folder, "operators");

    public async Task AddAsync(string name, string role)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", BrowserFixture.Path("GatewayHost"), "operator-password", name, role])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Password);
        process.StandardInput.Close();
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        lock (_lines)
            _lines[name] = line;
    }

    /// <summary>All operators, without one of them who may not come in any more.</summary>
    public void Write(string? without = null) =>
        File.WriteAllText(Path, string.Concat(_lines.Where(line => !string.Equals(line.Key, without, StringComparison.Ordinal)).Select(line => line.Value)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
