namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The time between the signal to stop and the end of the server. Readiness fails, so that load balancers choose another gateway,
/// and requests that still arrive are served.</summary>
internal sealed partial class Drain(
    DrainSettings settings, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    /// <summary>Whether load balancers should send no more requests here.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>The host stops its services, the server among them, after this.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.Delay == TimeSpan.Zero)
            return;
        LogBegun(logger, settings.Delay);
        await Task.Delay(settings.Delay, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(501, LogLevel.Information, "Stopping: not ready any more, and serving for another {Delay}.")]
    private static partial void LogBegun(ILogger logger, TimeSpan delay);
}
