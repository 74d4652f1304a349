using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using TrafficTacos.Gateway.Host.Errors;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Retries and the circuit breaker of a backend.</summary>
internal static class BackendPipeline
{
    /// <summary>The circuit opens if half of at least 10 calls within 10 s fail.</summary>
    public const int MinThroughput = 10;
    private const double FailureRatio = 0.5;
    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(10);

    private const int MaxRetries = 2;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(20);

    public static void AddBackendPipeline(this IServiceCollection services, string service)
    {
        // The gateway writes a line of its own about each failure. The metrics of the library stay on.
        services.Configure<TelemetryOptions>(telemetry => telemetry.LoggerFactory = NullLoggerFactory.Instance);
        services.AddResiliencePipeline<string, BackendAttempt>(service, (pipeline, context) =>
        {
            var logger = context.ServiceProvider.GetRequiredService<ILogger<BackendClient>>();
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new RetryStrategyOptions<BackendAttempt>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { CanRetry: true }),
                MaxRetryAttempts = MaxRetries,
                Delay = FirstRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
            // Inside the retries: every attempt counts, and an open circuit ends the retries.
            pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<BackendAttempt>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { IsBackendFailure: true }),
                FailureRatio = FailureRatio,
                MinimumThroughput = MinThroughput,
                SamplingDuration = SamplingDuration,
                // The Retry-After that clients get.
                BreakDuration = GatewayErrors.UpstreamUnavailable.RetryAfter!.Value,
                OnOpened = _ => Log(() => logger.CircuitOpened(service)),
                OnClosed = _ => Log(() => logger.CircuitClosed(service)),
            });
        });
    }

    private static ValueTask Log(Action write)
    {
        write();
        return ValueTask.CompletedTask;
    }
}
