using Grpc.Core;
using Polly;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// Calls one backend, with a deadline, retries where they are safe, and a circuit breaker. A client that disconnects does not cancel a
/// call: the call is short, and its result decides over the pass.
/// </summary>
internal sealed class BackendClient(
    string service, TimeSpan timeout, BackendErrors errors, ResiliencePipeline<BackendAttempt> pipeline, BackendMetrics metrics, TimeProvider time,
    ILogger<BackendClient> logger)
{
    /// <summary>Makes a call that changes nothing.</summary>
    public Task<(T? Reply, ApiError? Error)> ReadAsync<T>(
        string method, BackendCallContext context, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class => CallAsync(method, context, isRepeatable: true, call, error);

    /// <summary>Makes a call that changes something. With an idempotency key the backend recognises a repeated call.</summary>
    public Task<(T? Reply, ApiError? Error)> WriteAsync<T>(
        string method, BackendCallContext context, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class => CallAsync(method, context, isRepeatable: context.IdempotencyKey is not null, call, error);

    /// <summary>The error for a reply without required values, which is a failure of the backend.</summary>
    public ApiError IncompleteReply(string method)
    {
        logger.IncompleteReply(service, method);
        return GatewayErrors.UpstreamError;
    }

    private async Task<(T? Reply, ApiError? Error)> CallAsync<T>(
        string method, BackendCallContext context, bool isRepeatable, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        // One deadline for all attempts, on the system clock, because gRPC compares it with that clock.
        var options = new CallOptions(context.Headers, TimeProvider.System.GetUtcNow().UtcDateTime + timeout);
        var resilience = ResilienceContextPool.Shared.Get();
        try
        {
            var outcome = await pipeline.ExecuteOutcomeAsync(
                async (_, _) => Outcome.FromResult(await AttemptAsync(method, isRepeatable, () => call(options), error)), resilience, 0);
            // The pipeline has one exception: that of an open circuit breaker.
            if (outcome.Result is not { } attempt)
                return (null, GatewayErrors.UpstreamUnavailable);
            if (attempt.Failure is not { } failure)
                return ((T)attempt.Reply!, null);
            var response = failure.ToApiError(errors);
            if (IsBackendFailure(response))
                logger.CallFailed(service, method, failure.Label, failure.Text);
            return (null, response);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(resilience);
        }
    }

    private async Task<BackendAttempt> AttemptAsync<T>(string method, bool isRepeatable, Func<AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        var start = time.GetTimestamp();
        var failure = default(BackendFailure);
        var reply = default(T);
        try
        {
            reply = await call();
            if (error(reply) is { } refusal)
                failure = BackendFailure.Of(refusal);
        }
        catch (RpcException exception)
        {
            failure = BackendFailure.Of(exception.Status);
        }

        metrics.Record(time.GetElapsedTime(start), service, method, failure?.Label ?? nameof(StatusCode.OK));
        return new BackendAttempt(
            reply, failure, failure is not null && IsBackendFailure(failure.ToApiError(errors)), isRepeatable && failure?.Code == ErrorCode.Unavailable);
    }

    /// <summary>A 5xx is a failure of the backend. Any other error is a refusal, which shows that the backend works.</summary>
    private static bool IsBackendFailure(ApiError error) => error.Status >= StatusCodes.Status500InternalServerError;
}
