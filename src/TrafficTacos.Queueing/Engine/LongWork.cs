namespace TrafficTacos.Queueing.Engine;

/// <summary>Work that takes up to a second of processor time. On a thread of the pool it would make every request wait that needs one.</summary>
internal static class LongWork
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
