using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>Claims the key, lets the endpoint work, then stores its response or frees the key; or sends the stored response.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="spendPassAsync">Spends a pass that is claimed under a key.</param>
/// <param name="metadataOf">What the endpoint of a request asks for, and its route pattern.</param>
/// <param name="keys">The keys.</param>
/// <param name="http">Tells who the user is.</param>
/// <param name="options">Has the default lease.</param>
/// <param name="time">Measures the lease.</param>
/// <param name="warnings">Limits what an outage would write.</param>
/// <param name="logger">The log.</param>
internal sealed class IdempotencyMiddleware(
    RequestDelegate next,
    Func<PassClaimRequest, Task> spendPassAsync,
    Func<HttpContext, (IIdempotencyKeyMetadata? Metadata, string? Route)> metadataOf,
    IdempotencyKeys keys,
    IOptions<WaitingRoomHttpOptions> http,
    IOptions<WaitingRoomOptions> options,
    TimeProvider time,
    WarningLimiter warnings,
    ILogger<IdempotencyMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var (metadata, route) = metadataOf(context);
        return metadata is null || IsSafe(context.Request.Method) ? next(context) : InvokeAsync(context, metadata, route);
    }

    private async Task InvokeAsync(HttpContext context, IIdempotencyKeyMetadata metadata, string? route)
    {
        if (!RequestReader.TryIdempotencyKey(context, out var key))
        {
            await ApiErrors.InvalidIdempotencyKey.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (key is null)
        {
            await (metadata.IsRequired ? ApiErrors.IdempotencyRequired.WriteAsync(context) : next(context)).ConfigureAwait(false);
            return;
        }

        var lease = metadata.Options.Lease ?? options.Value.IdempotencyLease;
        var (result, error) = await ClaimAsync(context, key, route, lease).ConfigureAwait(false);
        var execution = new KeyedExecution($"{RequestIdentity.Route(context.Request, route)} {key}");
        var work = (result?.Outcome) switch
        {
            IdempotencyOutcome.Claimed => RunAsync(context, metadata.Options, result.Claim!, lease, execution),
            IdempotencyOutcome.Completed => ReplayAsync(context, StoredResponse.Read(result.Response), execution),
            IdempotencyOutcome.InProgress => ApiErrors.IdempotencyInProgress.WriteAsync(context),
            IdempotencyOutcome.Conflict => ApiErrors.IdempotencyConflict.WriteAsync(context),
            _ => error!.WriteAsync(context),
        };
        await work.ConfigureAwait(false);
    }

    /// <summary>The request cannot cancel the claim: the store would go on and claim a key that nobody frees.</summary>
    private async ValueTask<(IdempotencyResult? Result, ApiError? Error)> ClaimAsync(HttpContext context, string key, string? route, TimeSpan lease)
    {
        try
        {
            var request = new IdempotencyRequest
            {
                UserId = await http.Value.UserIdSelector(context).ConfigureAwait(false),
                Route = RequestIdentity.Route(context.Request, route),
                Key = key,
                Fingerprint = await RequestIdentity.FingerprintAsync(context.Request, context.RequestAborted).ConfigureAwait(false),
                Lease = lease,
            };
            return (await keys.ClaimAsync(request, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.StoreUnavailable(warnings, exception.Message);
            return (null, ApiErrors.QueueUnavailable);
        }
        catch (BadHttpRequestException bad)
        {
            return (null, ApiErrors.Of(bad.StatusCode) ?? ApiErrors.InvalidRequest);
        }
    }

    /// <summary>A gateway that died after it stored the response has left its pass unspent.</summary>
    private async Task ReplayAsync(HttpContext context, StoredResponse response, KeyedExecution execution)
    {
        if (response.Pass is { } pass)
            await spendPassAsync(pass.ToRequest(execution.Key)).ConfigureAwait(false);
        await response.SendAsync(context).ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext context, IdempotencyKeyOptions settings, IdempotencyClaim claim, TimeSpan lease, KeyedExecution execution)
    {
        context.Features.Set(execution);
        var client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var buffered = new BufferedResponse(client, settings.MaximumBodySize);
        using var detached = new DetachedRequestLifetime(lifetime, context.Features.Get<ClientLifetime>()?.HungUp, lease, time);
        context.Features.Set<IHttpResponseBodyFeature>(buffered);
        context.Features.Set<IHttpRequestLifetimeFeature>(detached);
        byte[]? response = null;
        try
        {
            await next(context).ConfigureAwait(false);
            await buffered.CompleteAsync().ConfigureAwait(false);
            response = ToStore(context, settings, buffered) is { } answer ? (answer with { Pass = StoredPass.Of(execution.Pass) }).Write() : null;
        }
        finally
        {
            context.Features.Set(client);
            context.Features.Set(lifetime);
            // Before the response is sent: a client that repeats at once must not meet its own claim.
            await EndAsync(claim, response).ConfigureAwait(false);
            await execution.RunAfterStoredAsync().ConfigureAwait(false);
        }

        if (buffered.Body is not { Length: > 0 } body)
            return;
        if (!context.Response.HasStarted)
            context.Response.ContentLength ??= body.Length;
        await client.Stream.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What is stored, or null if the key is to be free again.</summary>
    private StoredResponse? ToStore(HttpContext context, IdempotencyKeyOptions settings, BufferedResponse buffered)
    {
        var status = context.Response.StatusCode;
        if (status >= StatusCodes.Status500InternalServerError || !settings.ShouldStore(status))
            return null;
        if (buffered.Body is { } body && !context.Response.HasStarted)
            return StoredResponse.Of(context.Response, settings.Headers, body.Span);
        // The work is done, so a repeated request must not do it again.
        logger.BodyNotStored(settings.MaximumBodySize);
        return StoredResponse.WithoutBodyOf(context.Response, settings.Headers);
    }

    /// <summary>Not with the request's own token: a client that hangs up must not keep its response from being stored.</summary>
    private async ValueTask EndAsync(IdempotencyClaim claim, byte[]? response)
    {
        try
        {
            if (response is null)
                await keys.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
            else if (!await keys.CompleteAsync(claim, response, CancellationToken.None).ConfigureAwait(false))
                logger.LeaseRanOut(warnings);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.KeyNotEnded(warnings, exception.Message);
        }
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
