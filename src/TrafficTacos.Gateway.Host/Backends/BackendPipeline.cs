using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using TrafficTacos.Gateway.Host.Errors;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>What one attempt came to. gRPC reports failures in trailers of a 200, or in a reply, so retries and the breaker
/// stand around the call, where both are known, and not in the HTTP handler.</summary>
/// <param name="Reply">The reply; null when there is none.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="CountsAgainst">Whether it speaks against the backend.</param>
/// <param name="MayRepeat">Whether trying again is safe, and may help.</param>
internal sealed record BackendAttempt(object? Reply, BackendFailure? Failure, bool CountsAgainst, bool MayRepeat);

/// <summary>When a call is tried again, and when a backend is left alone.</summary>
internal static class BackendPipeline
{
    /// <summary>Half of the calls within 10 s, and at least 10 of them.</summary>
    public const int FewestCalls = 10;
    private const double FailureRatio = 0.5;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);

    private const int Retries = 2;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(20);

    public static void AddBackendPipeline(this IServiceCollection services, string service)
    {
        // The host writes its own line about each failure; the meter of the library stays.
        services.Configure<TelemetryOptions>(telemetry => telemetry.LoggerFactory = NullLoggerFactory.Instance);
        services.AddResiliencePipeline<string, BackendAttempt>(service, (pipeline, context) =>
        {
            var logger = context.ServiceProvider.GetRequiredService<ILogger<BackendClient>>();
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new RetryStrategyOptions<BackendAttempt>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { MayRepeat: true }),
                MaxRetryAttempts = Retries,
                Delay = FirstRetry,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
            // Behind the retries: each attempt counts, and an open breaker ends them.
            pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<BackendAttempt>
            {
                ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { CountsAgainst: true }),
                FailureRatio = FailureRatio,
                MinimumThroughput = FewestCalls,
                SamplingDuration = Sampling,
                // What clients are told to wait.
                BreakDuration = GatewayErrors.UpstreamUnavailable.RetryAfter!.Value,
                OnOpened = _ => Log(() => logger.BreakerOpened(service)),
                OnClosed = _ => Log(() => logger.BreakerClosed(service)),
            });
        });
    }

    private static ValueTask Log(Action write)
    {
        write();
        return ValueTask.CompletedTask;
    }
}
