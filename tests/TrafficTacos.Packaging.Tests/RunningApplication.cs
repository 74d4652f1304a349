using System.Collections.Concurrent;
using System.Diagnostics;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A fresh application, started and listening on a port of its own choice.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApplication(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Log => string.Join('\n', _log);

    /// <param name="application">What to start.</param>
    /// <param name="redis">The address of a Redis; null for the queues in the process.</param>
    public static async Task<(RunningApplication Running, HttpClient Client)> StartAsync(FreshApplication application, string? redis)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["REDIS_ADDRESS"] = redis ?? "" };
        var start = Command.Describe(application.Start[0], [.. application.Start.Skip(1)], application.Folder, environment);
        var running = new RunningApplication(start);
        var address = await running._address.Task.WaitAsync(Patience, TimeProvider.System);
        return (running, new HttpClient { BaseAddress = address });
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
        // The end of the output: nobody will say an address any more.
        if (line is null)
            _address.TrySetException(new InvalidOperationException($"The application ended before it listened:\n{Log}"));
        else
            _log.Enqueue(line);
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is { } at and >= 0)
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
    }
}
