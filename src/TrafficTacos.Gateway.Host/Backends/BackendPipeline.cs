using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using TrafficTacos.Gateway.Host.Errors;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The circuit breaker and the retries of a backend.</summary>
internal static class BackendPipeline
{
    /// <summary>The circuit opens if half of at least 10 calls within 10 s say that the service is ill.</summary>
    public const int MinThroughput = 10;
    public static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(10);
    private const double FailureRatio = 0.5;

    /// <summary>The <c>Retry-After</c> that clients get. The break is a little shorter, so that it is over for everybody then.</summary>
    public static readonly TimeSpan RetryAfter = GatewayErrors.UpstreamUnavailable.RetryAfter!.Value;
    private static readonly TimeSpan BreakDuration = RetryAfter - TimeSpan.FromMilliseconds(500);

    private const int MaxRetries = 2;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>The name of the pipeline without the circuit breaker.</summary>
    public static string RetriesOf(string service) => service + " retries";

    public static void AddBackendPipeline(this IServiceCollection services, string service)
    {
        // The gateway writes a line of its own about each failure. The metrics of the library stay on.
        services.Configure<TelemetryOptions>(telemetry => telemetry.LoggerFactory = NullLoggerFactory.Instance);
        services.AddKeyedSingleton(service, (provider, _) => new BackendBreaker(provider.GetRequiredService<TimeProvider>()));
        services.AddResiliencePipeline<string, BackendAttempt>(RetriesOf(service), (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            AddRetries(pipeline);
        });
        services.AddResiliencePipeline<string, BackendAttempt>(service, (pipeline, context) =>
        {
            var logger = context.ServiceProvider.GetRequiredService<ILogger<BackendClient>>();
            var breaker = context.ServiceProvider.GetRequiredKeyedService<BackendBreaker>(service);
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            // Outside the retries, so that a call counts once. What is no failure of the service counts as a success, because it shows
            // that the service works: inside the retries a dead service would be one failure and two successes a call.
            pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<BackendAttempt>
            {
                ShouldHandle = static call => ValueTask.FromResult(call.Outcome.Result is { Failure.IsServiceIll: true }),
                FailureRatio = FailureRatio,
                MinimumThroughput = MinThroughput,
                SamplingDuration = SamplingDuration,
                BreakDuration = BreakDuration,
                StateProvider = breaker.State,
                OnOpened = _ =>
                {
                    breaker.NoteOpened();
                    logger.CircuitOpened(service);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    logger.CircuitClosed(service);
                    return ValueTask.CompletedTask;
                },
            });
            AddRetries(pipeline);
        });
    }

    private static void AddRetries(ResiliencePipelineBuilder<BackendAttempt> pipeline) => pipeline.AddRetry(new RetryStrategyOptions<BackendAttempt>
    {
        ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { CanRetry: true }),
        MaxRetryAttempts = MaxRetries,
        Delay = FirstRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    });
}
