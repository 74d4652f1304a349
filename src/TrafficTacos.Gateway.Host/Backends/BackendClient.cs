using Grpc.Core;
using Polly;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>
/// How one backend is called: within its deadline, again where that is safe, and not at all while it is down. A client that
/// hangs up does not stop a call: it is short, and its outcome is better known.
/// </summary>
internal sealed class BackendClient(
    string service, TimeSpan timeout, BackendErrors rows, ResiliencePipeline<BackendAttempt> pipeline, BackendMetrics metrics, TimeProvider time, ILogger<BackendClient> logger)
{
    /// <summary>A call that changes nothing.</summary>
    public Task<(T? Reply, ApiError? Error)> ReadAsync<T>(
        string method, BackendCaller caller, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class => CallAsync(method, caller, repeatable: true, call, error);

    /// <summary>A call that changes something; the backend recognises a repeated one by its idempotency key.</summary>
    public Task<(T? Reply, ApiError? Error)> WriteAsync<T>(
        string method, BackendCaller caller, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class => CallAsync(method, caller, repeatable: caller.IdempotencyKey is not null, call, error);

    /// <summary>A reply that lacks what it has to say is a failure of the backend too.</summary>
    public ApiError Incomplete(string method)
    {
        logger.Incomplete(service, method);
        return GatewayErrors.UpstreamError;
    }

    private async Task<(T? Reply, ApiError? Error)> CallAsync<T>(
        string method, BackendCaller caller, bool repeatable, Func<CallOptions, AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        // One deadline for all attempts. By the system's clock, because gRPC measures it with that one.
        var options = new CallOptions(caller.Headers, TimeProvider.System.GetUtcNow().UtcDateTime + timeout);
        var context = ResilienceContextPool.Shared.Get();
        try
        {
            var outcome = await pipeline.ExecuteOutcomeAsync(
                async (_, _) => Outcome.FromResult(await AttemptAsync(method, repeatable, () => call(options), error)), context, 0);
            // The one exception of the pipeline: it is open.
            if (outcome.Result is not { } attempt)
                return (null, GatewayErrors.UpstreamUnavailable);
            if (attempt.Failure is not { } failure)
                return ((T)attempt.Reply!, null);
            var row = failure.Row(rows);
            if (IsItsOwn(row))
                logger.Failed(service, method, failure.Label, failure.Text);
            return (null, row);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<BackendAttempt> AttemptAsync<T>(string method, bool repeatable, Func<AsyncUnaryCall<T>> call, Func<T, Error?> error)
        where T : class
    {
        var start = time.GetTimestamp();
        var failure = default(BackendFailure);
        var reply = default(T);
        try
        {
            reply = await call();
            if (error(reply) is { } refused)
                failure = BackendFailure.Of(refused);
        }
        catch (RpcException exception)
        {
            failure = BackendFailure.Of(exception.Status);
        }

        metrics.Record(time.GetElapsedTime(start), service, method, failure?.Label ?? nameof(StatusCode.OK));
        return new BackendAttempt(
            reply, failure, failure is not null && IsItsOwn(failure.Row(rows)), repeatable && failure?.Code == ErrorCode.Unavailable);
    }

    /// <summary>What the client is told with a 5xx is the backend's failure; the rest is a refusal, and proves that it works.</summary>
    private static bool IsItsOwn(ApiError row) => row.Status >= StatusCodes.Status500InternalServerError;
}
