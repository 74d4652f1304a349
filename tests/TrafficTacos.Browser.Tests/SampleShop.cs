using System.Collections.Concurrent;
using System.Diagnostics;

namespace TrafficTacos.Browser.Tests;

/// <summary>A sample of the repository, started as a developer does, on a free port.</summary>
internal sealed class SampleShop : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleShop(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Address { get; private set; } = "";

    /// <summary>What it has written so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <param name="name">The last part of the project's name.</param>
    /// <param name="settings">Options of the event, such as <c>MaximumShoppers</c>.</param>
    public static async Task<SampleShop> StartAsync(string name, params (string Name, string Value)[] settings)
    {
        var project = $"TrafficTacos.Samples.{name}";
        var folder = Path.Combine(BrowserFixture.Path("Samples"), project);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, BrowserFixture.Path("SampleOutput"), project + ".dll"));
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (option, value) in settings)
            start.Environment[$"WaitingRoom__Events__concert__{option}"] = value;
        var shop = new SampleShop(start);
        shop.Address = await shop._address.Task.WaitAsync(Patience);
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"The sample ended before it had started:\n{Log}"));
            return;
        }

        _log.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            _address.TrySetResult(line[(at + Listening.Length)..]);
    }
}
