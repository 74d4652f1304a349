namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The time between the wish to end and the end: readiness fails, so that whoever sends requests here looks for
/// another gateway, and everything that still comes is served. The server stops only afterwards.</summary>
internal sealed partial class Drain(
    DrainSettings settings, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    /// <summary>Whether no new visitors should be sent here.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Hosts stop their services, the server among them, after this.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (settings.Delay == TimeSpan.Zero)
            return;
        Begun(logger, settings.Delay);
        await Task.Delay(settings.Delay, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(501, LogLevel.Information, "Asked to end: not ready any more, and serving for another {Delay}.")]
    private static partial void Begun(ILogger logger, TimeSpan delay);
}
