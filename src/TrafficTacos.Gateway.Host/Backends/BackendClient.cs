using Grpc.Core;
using Polly;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// Calls one backend, with a deadline, retries where they are safe, and a circuit breaker. A client that disconnects does not cancel a
/// call: the call is short, and its result decides over the pass.
/// </summary>
internal sealed class BackendClient(
    string service, TimeSpan timeout, BackendErrors errors, ResiliencePipeline<BackendAttempt> pipeline, ResiliencePipeline<BackendAttempt> retries,
    BackendBreaker breaker, BackendMetrics metrics, TimeProvider time, WarningLimiter warnings, ILogger<BackendClient> logger)
{
    /// <summary>Makes a call that changes nothing.</summary>
    public async Task<(T? Reply, ApiError? Error)> ReadAsync<T>(
        string method, BackendCallContext context, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        var (reply, failure) = await CallAsync(method, context, isRepeatable: true, call, error);
        return (reply, failure?.ToReadError(errors, context.IsRead));
    }

    /// <summary>Makes a call that changes something. With an idempotency key the backend recognises a repeated call.</summary>
    public async Task<(T? Reply, ApiError? Error)> WriteAsync<T>(
        string method, BackendCallContext context, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        var (reply, failure) = await CallAsync(method, context, isRepeatable: context.IdempotencyKey is not null, call, error);
        return (reply, failure?.ToApiError(errors));
    }

    /// <summary>The error for a reply that lacks required values or has impossible ones, which is a failure of the backend.</summary>
    public ApiError InvalidReply(string method, BackendCallContext context)
    {
        logger.InvalidReply(service, method);
        return context.IsRead ? GatewayErrors.UpstreamReadError : GatewayErrors.UpstreamError;
    }

    private async Task<(T? Reply, BackendFailure? Failure)> CallAsync<T>(
        string method, BackendCallContext context, bool isRepeatable, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        var isBypassing = breaker.Bypasses(context.UserId);
        if (isBypassing && breaker.IsOpen)
            return (null, BackendFailure.CircuitOpen);
        // One deadline for all attempts, on the system clock, because gRPC compares it with that clock.
        var options = new CallOptions(context.Headers, TimeProvider.System.GetUtcNow().UtcDateTime + timeout);
        var resilience = ResilienceContextPool.Shared.Get();
        try
        {
            var outcome = await (isBypassing ? retries : pipeline).ExecuteOutcomeAsync(
                async (_, _) => Outcome.FromResult(await AttemptAsync(method, isRepeatable, () => call(options), error)), resilience, 0);
            // The pipeline has one exception: that of an open circuit breaker.
            if (outcome.Result is not { } attempt)
                return (null, BackendFailure.CircuitOpen);
            if (attempt.Failure is not { } failure)
                return ((T)attempt.Reply!, null);
            if (failure.IsServiceIll)
                breaker.NoteFailure(context.UserId);
            if (failure.ToApiError(errors).Status >= StatusCodes.Status500InternalServerError && warnings.Count(service + failure.Label) is > 0 and var count)
                logger.CallFailed(service, method, failure.Label, count, failure.Text);
            return (null, failure);
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
        return new BackendAttempt(reply, failure, isRepeatable && failure?.Code == ErrorCode.Unavailable);
    }
}
