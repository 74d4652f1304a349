using System.Threading.Channels;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// Hashes passwords on threads of its own, half of the cores at most, so that the waiting room never waits for log-ins. A hash takes tens
/// of milliseconds of a core. The line is bounded: beyond it a log-in is told to come again, instead of everybody waiting for ever.
/// </summary>
internal sealed class PasswordLine : IDisposable
{
    /// <summary>The jobs that wait for each thread: some seconds of work.</summary>
    internal const int JobsPerThread = 64;

    private readonly Channel<Action> _jobs;

    public PasswordLine(int? threads = null)
    {
        var count = threads ?? Math.Max(1, Environment.ProcessorCount / 2);
        _jobs = Channel.CreateBounded<Action>(count * JobsPerThread);
        for (var i = 0; i < count; i++)
            new Thread(Run) { IsBackground = true, Name = "passwords" }.Start();
    }

    /// <summary>Does the work on another thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="result">Its result.</param>
    /// <param name="cancellationToken">Skips the work if it has not begun.</param>
    /// <returns>False if too many jobs wait; nothing is done then.</returns>
    public bool TryRun<T>(Func<T> work, out Task<T> result, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        result = done.Task;
        return _jobs.Writer.TryWrite(Job);

        void Job()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                done.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception); // whoever waits for the result handles it
            }
        }
    }

    public void Dispose() => _jobs.Writer.TryComplete();

    private void Run()
    {
        while (_jobs.Reader.TryRead(out var job) || _jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            job?.Invoke();
    }
}
