using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>The crowd as a process of its own, with its verdict.</summary>
internal sealed class CrowdProcess : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    public CrowdProcess(IEnumerable<Uri> gateways, params string[] options)
    {
        var crowd = ProjectPath.Of(typeof(CrowdProcess).Assembly, "Crowd");
        string[] arguments = ["exec", crowd, .. gateways.SelectMany(gateway => (string[])["--gateway", gateway.AbsoluteUri]), .. options, "--plain", "--json", _file];
        _process = Process.Start(new ProcessStartInfo(DotnetCommand.Path, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _lines);

    public bool HasEnded => _process.HasExited;

    /// <summary>The summary. An exit status other than 0 is a failed check.</summary>
    public async Task<JsonElement> VerdictAsync()
    {
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, Output);
        return JsonDocument.Parse(await File.ReadAllBytesAsync(_file)).RootElement;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        File.Delete(_file);
    }
}
