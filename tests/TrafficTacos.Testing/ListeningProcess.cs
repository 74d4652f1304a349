using System.Collections.Concurrent;
using System.Diagnostics;

namespace TrafficTacos.Testing;

/// <summary>A program of ASP.NET Core, started and listening on ports of its own choice.</summary>
internal sealed class ListeningProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    /// <summary>Comes after the ports, and after the checks that may stop the start.</summary>
    private const string Started = "Application started.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<Uri> _listening = [];
    private readonly TaskCompletionSource<IReadOnlyList<Uri>> _addresses = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written so far. An application writes while it answers: a line may come after the answer that it explains.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>In the order in which the application names them.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <param name="start">The program, whose output is redirected, and which logs its lifetime as information.</param>
    public static async Task<ListeningProcess> StartAsync(ProcessStartInfo start)
    {
        var running = new ListeningProcess(start);
        running.Addresses = await running._addresses.Task.WaitAsync(Patience, TimeProvider.System);
        return running;
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
        {
            _addresses.TrySetException(new InvalidOperationException($"The application ended before it had started:\n{Log}"));
            return;
        }

        _log.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            _listening.Add(new Uri(line[(at + Listening.Length)..]));
        else if (line.Contains(Started, StringComparison.Ordinal))
            _addresses.TrySetResult([.. _listening]);
    }
}
